// SPDX-License-Identifier: GPL-2.0
/* Load and unload, and what is decided at load. */
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/string.h>
#include "ledger.h"

static unsigned int vce_prio = 4000;
module_param_named(prio, vce_prio, uint, 0444);
MODULE_PARM_DESC(prio, "cra_priority of all algorithms; CAAM has 3000");

unsigned int vce_qlen = 64;
module_param_named(qlen, vce_qlen, uint, 0444);
MODULE_PARM_DESC(qlen, "requests the queue holds before it is full");

unsigned int vce_lanes = 1;
module_param_named(lanes, vce_lanes, uint, 0444);
MODULE_PARM_DESC(lanes, "jobs that run at a time, 1 to 16");

static bool vce_alloc_mem;
module_param_named(alloc_mem, vce_alloc_mem, bool, 0444);
MODULE_PARM_DESC(alloc_mem, "set CRYPTO_ALG_ALLOCATES_MEMORY, as CAAM does: dm-crypt then keeps away");

static char *vce_suffix = "";
module_param_named(suffix, vce_suffix, charp, 0444);
MODULE_PARM_DESC(suffix, "appended to the driver names");

static char *vce_algs = "cbc,ecb,ctr,sha256,hmac";
module_param_named(algs, vce_algs, charp, 0444);
MODULE_PARM_DESC(algs, "what to register, of cbc,ecb,ctr,sha256,hmac");

bool vce_selftest_fails;
module_param_named(selftest_fails, vce_selftest_fails, bool, 0444);
MODULE_PARM_DESC(selftest_fails, "be an engine that fails its self-tests");

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

bool vce_alg_wanted(const struct vce_registration *how, const char *name)
{
	return vce_in_list(how->algs, name);
}

/* For what all algorithms have in common. */
void vce_alg_prepare(const struct vce_registration *how, struct crypto_alg *alg)
{
	strlcat(alg->cra_driver_name, how->suffix,
		sizeof(alg->cra_driver_name));
	alg->cra_priority = how->prio;
	alg->cra_flags |= CRYPTO_ALG_ASYNC | CRYPTO_ALG_NEED_FALLBACK |
			  CRYPTO_ALG_KERN_DRIVER_ONLY;
	if (how->alloc_mem)
		alg->cra_flags |= CRYPTO_ALG_ALLOCATES_MEMORY;
}

/*
 * Kernels without self-tests count every algorithm as tested. One that is
 * registered and not marked so has failed them (crypto/api.c,
 * crypto_alg_lookup), and that can be had without them.
 */
void vce_alg_registered(struct crypto_alg *alg)
{
	if (vce_selftest_fails)
		alg->cra_flags &= ~CRYPTO_ALG_TESTED;
}

static int vce_check_parameters(void)
{
	static const char known[] = "cbc,ecb,ctr,sha256,hmac";
	char name[8];
	const char *list;
	size_t item;

	if (vce_lanes < 1 || vce_lanes > 16) {
		pr_err("vce: lanes=%u: 1 to 16\n", vce_lanes);
		return -EINVAL;
	}
	if (vce_qlen < 1) {
		pr_err("vce: qlen=0: 1 or more\n");
		return -EINVAL;
	}
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

static int __init vce_module_init(void)
{
	const struct vce_registration how = {
		.algs = vce_algs,
		.suffix = vce_suffix,
		.prio = vce_prio,
		.alloc_mem = vce_alloc_mem,
	};
	int err = vce_check_parameters();

	if (err)
		return err;
	err = vce_engine_start();
	if (err)
		return err;
	err = vce_skciphers_register(&how);
	if (err)
		goto stop;
	err = vce_ahashes_register(&how);
	if (err)
		goto unregister;
	vce_loaded = true;
	return 0;

unregister:
	vce_skciphers_unregister();
stop:
	vce_engine_stop();
	return err;
}

static void __exit vce_module_exit(void)
{
	vce_ahashes_unregister();
	vce_skciphers_unregister();
	vce_engine_stop();
}

module_init(vce_module_init);
module_exit(vce_module_exit);

MODULE_DESCRIPTION("Virtual crypto engine with faults on order");
MODULE_AUTHOR("The afalg-stress authors");
MODULE_LICENSE("GPL");
