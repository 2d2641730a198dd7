// SPDX-License-Identifier: GPL-2.0
/* Load and unload. */
#include <linux/kernel.h>
#include <linux/module.h>
#include "ahash.h"
#include "engine.h"
#include "register.h"
#include "skcipher.h"

static struct vce_job *vce_job_of(struct crypto_async_request *areq)
{
	u32 type = areq->tfm->__crt_alg->cra_flags & CRYPTO_ALG_TYPE_MASK;

	if (type == CRYPTO_ALG_TYPE_AHASH)
		return vce_ahash_job(areq);
	return vce_skcipher_job(areq);
}

static int __init vce_module_init(void)
{
	int err = vce_check_algs();

	if (err)
		return err;
	err = vce_engine_start(vce_job_of);
	if (err)
		return err;
	err = vce_skciphers_register();
	if (err)
		goto stop;
	err = vce_ahashes_register();
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
