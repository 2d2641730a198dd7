// SPDX-License-Identifier: GPL-2.0
/* What all algorithms have in common when they are registered. */
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/string.h>
#include "deliver.h"
#include "engine.h"
#include "register.h"

static unsigned int vce_prio = 4000;
module_param_named(prio, vce_prio, uint, 0444);
MODULE_PARM_DESC(prio, "cra_priority of all algorithms; CAAM has 3000");

static bool vce_alloc_mem;
module_param_named(alloc_mem, vce_alloc_mem, bool, 0444);
MODULE_PARM_DESC(alloc_mem, "set CRYPTO_ALG_ALLOCATES_MEMORY, as CAAM does: dm-crypt then keeps away");

static char *vce_suffix = "";
module_param_named(suffix, vce_suffix, charp, 0444);
MODULE_PARM_DESC(suffix, "appended to the driver names");

static char *vce_algs = "cbc,ecb,ctr,sha256,hmac";
module_param_named(algs, vce_algs, charp, 0444);
MODULE_PARM_DESC(algs, "what to register, of cbc,ecb,ctr,sha256,hmac");

static bool vce_init_fails;
module_param_named(init_fails, vce_init_fails, bool, 0644);
MODULE_PARM_DESC(init_fails, "refuse new transforms with -ENOENT");

bool vce_loaded;

static bool vce_in_list(const char *list, const char *name)
{
	size_t length = strlen(name);
	size_t item;

	for (; *list; list += item + (list[item] == ',')) {
		item = strcspn(list, ",");
		if (item == length && strncmp(list, name, length) == 0)
			return true;
	}
	return false;
}

bool vce_alg_wanted(const char *name)
{
	return vce_in_list(vce_algs, name);
}

void vce_alg_prepare(struct crypto_alg *alg)
{
	strlcat(alg->cra_driver_name, vce_suffix, sizeof(alg->cra_driver_name));
	alg->cra_priority = vce_prio;
	alg->cra_flags |= CRYPTO_ALG_ASYNC | CRYPTO_ALG_NEED_FALLBACK |
			  CRYPTO_ALG_KERN_DRIVER_ONLY;
	if (vce_alloc_mem)
		alg->cra_flags |= CRYPTO_ALG_ALLOCATES_MEMORY;
}

/*
 * Kernels without self-tests count every algorithm as tested. One that is
 * registered and not marked so has failed them (crypto/api.c,
 * crypto_alg_lookup), and that can be done without them.
 */
void vce_alg_registered(struct crypto_alg *alg)
{
	if (vce_selftest_fails)
		alg->cra_flags &= ~CRYPTO_ALG_TESTED;
}

/* But the self-tests of a loading module must find an engine. */
bool vce_refuses_tfm(void)
{
	if (!vce_init_fails || !vce_loaded)
		return false;
	vce_init_refused();
	return true;
}

int vce_check_algs(void)
{
	static const char known[] = "cbc,ecb,ctr,sha256,hmac";
	char name[8];
	const char *list;
	size_t item;

	for (list = vce_algs; *list; list += item + (list[item] == ',')) {
		item = strcspn(list, ",");
		if (item < sizeof(name)) {
			memcpy(name, list, item);
			name[item] = '\0';
			if (vce_in_list(known, name))
				continue;
		}
		pr_err("vce: algs=%s: only %s\n", vce_algs, known);
		return -EINVAL;
	}
	return 0;
}
