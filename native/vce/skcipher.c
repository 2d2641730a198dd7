// SPDX-License-Identifier: GPL-2.0
/* cbc(aes), ecb(aes) and ctr(aes) on the engine. */
#include <crypto/aes.h>
#include <crypto/internal/skcipher.h>
#include <linux/err.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/scatterlist.h>
#include <linux/slab.h>
#include <linux/string.h>
#include "deliver.h"
#include "engine.h"
#include "register.h"
#include "skcipher.h"
#include "spec.h"

struct vce_skcipher_ctx {
	struct crypto_skcipher *fallback;
};

struct vce_skcipher_job {
	struct vce_job job;
	/* As it was at submission; the fallback leaves the next one here. */
	u8 iv[AES_BLOCK_SIZE];
	struct skcipher_request fallback;	/* its context follows */
};

static struct vce_skcipher_ctx *vce_ctx_of(struct skcipher_request *req)
{
	return crypto_skcipher_ctx(crypto_skcipher_reqtfm(req));
}

static struct skcipher_request *vce_request_of(struct vce_job *job)
{
	return skcipher_request_cast(job->areq);
}

static unsigned int vce_ivsize_of(struct skcipher_request *req)
{
	return crypto_skcipher_ivsize(crypto_skcipher_reqtfm(req));
}

struct vce_job *vce_skcipher_job(struct crypto_async_request *areq)
{
	struct skcipher_request *req = skcipher_request_cast(areq);
	struct vce_skcipher_job *rctx = skcipher_request_ctx(req);

	return &rctx->job;
}

/*
 * The bytes right after the end of the output, as far as they are on the same
 * page: a DMA engine that writes too much writes there, whoever owns them.
 */
static u32 vce_behind_end(struct skcipher_request *req,
			  struct scatterlist *behind)
{
	struct scatterlist *sg = req->dst;
	u32 left = req->cryptlen;
	struct page *page;
	size_t end;

	while (sg && left > sg->length) {
		left -= sg->length;
		sg = sg_next(sg);
	}
	if (!sg)
		return 0;
	end = (size_t)sg->offset + left;
	if (offset_in_page(end) == 0)
		return 0;
	sg_init_table(behind, 1);
	/* Neighbours in memory need not be so among struct pages. */
	page = pfn_to_page(page_to_pfn(sg_page(sg)) + (end >> PAGE_SHIFT));
	sg_set_page(behind, page, PAGE_SIZE - offset_in_page(end),
		    offset_in_page(end));
	return behind->length;
}

static void vce_skcipher_load(struct vce_job *job, u8 *to, u32 offset,
			      u32 count)
{
	struct skcipher_request *req = vce_request_of(job);

	sg_pcopy_to_buffer(req->dst, sg_nents(req->dst), to, count, offset);
}

static void vce_skcipher_store(struct vce_job *job, const u8 *from, u32 offset,
			       u32 count)
{
	struct skcipher_request *req = vce_request_of(job);

	sg_pcopy_from_buffer(req->dst, sg_nents(req->dst), from, count, offset);
}

static u32 vce_skcipher_overrun(struct vce_job *job, u32 count)
{
	struct scatterlist behind;
	u8 byte;
	u32 i;

	count = min(count, vce_behind_end(vce_request_of(job), &behind));
	for (i = 0; i < count; i++) {
		sg_pcopy_to_buffer(&behind, 1, &byte, 1, i);
		/* Whatever was there, it is not any more. */
		byte = ~byte;
		sg_pcopy_from_buffer(&behind, 1, &byte, 1, i);
	}
	return count;
}

static int vce_skcipher_compute(struct skcipher_request *req,
				struct scatterlist *dst)
{
	struct vce_skcipher_job *rctx = skcipher_request_ctx(req);
	struct skcipher_request *fallback = &rctx->fallback;

	skcipher_request_set_tfm(fallback, vce_ctx_of(req)->fallback);
	skcipher_request_set_callback(fallback, CRYPTO_TFM_REQ_MAY_SLEEP, NULL,
				      NULL);
	skcipher_request_set_crypt(fallback, req->src, dst, req->cryptlen,
				   rctx->iv);
	return rctx->job.op == VCE_ENCRYPT ? crypto_skcipher_encrypt(fallback) :
					     crypto_skcipher_decrypt(fallback);
}

/* A driver that looks at the IV only now gets what it has become meanwhile. */
static void vce_read_iv_late(struct skcipher_request *req)
{
	struct vce_skcipher_job *rctx = skcipher_request_ctx(req);

	if (memcmp(rctx->iv, req->iv, vce_ivsize_of(req)) == 0) {
		vce_miss(&rctx->job);
		return;
	}
	memcpy(rctx->iv, req->iv, vce_ivsize_of(req));
	vce_inject(&rctx->job, 0);
}

static int vce_skcipher_spoil(struct vce_job *job, u8 *bounce)
{
	struct scatterlist sg;
	int err;

	sg_init_one(&sg, bounce, job->output);
	err = vce_skcipher_compute(vce_request_of(job), &sg);
	return err ?: vce_deliver(job, bounce);
}

static int vce_skcipher_run(struct vce_job *job)
{
	struct skcipher_request *req = vce_request_of(job);
	u8 *bounce;
	int err;

	if (job->fault == VCE_IV_RACE)
		vce_read_iv_late(req);
	if (vce_spoils_output(job)) {
		bounce = kmalloc(job->output, GFP_NOIO | __GFP_NOWARN);
		if (bounce) {
			err = vce_skcipher_spoil(job, bounce);
			kfree(bounce);
			return err;
		}
		/* No memory for the fault: then there is none. */
		vce_miss(job);
	}
	err = vce_skcipher_compute(req, req->dst);
	if (!err)
		vce_remember(job);
	return err;
}

/* As in the CAAM driver the next IV is written only when all went well. */
static void vce_skcipher_finish(struct vce_job *job)
{
	struct skcipher_request *req = vce_request_of(job);
	struct vce_skcipher_job *rctx = skcipher_request_ctx(req);
	unsigned int i;

	if (job->fault == VCE_IVWB) {
		for (i = 0; i < sizeof(rctx->iv); i++)
			rctx->iv[i] = ~rctx->iv[i];
		vce_inject(job, 0);
	}
	memcpy(req->iv, rctx->iv, vce_ivsize_of(req));
}

static void vce_skcipher_complete(struct vce_job *job, int status)
{
	skcipher_request_complete(vce_request_of(job), status);
}

static const struct vce_job_kind vce_skcipher_kind = {
	.run = vce_skcipher_run,
	.finish = vce_skcipher_finish,
	.complete = vce_skcipher_complete,
	.load = vce_skcipher_load,
	.store = vce_skcipher_store,
	.overrun = vce_skcipher_overrun,
};

static u32 vce_skcipher_can(struct skcipher_request *req)
{
	struct scatterlist behind;
	u32 can = vce_fault_mask(VCE_CIPHER_OPS);

	if (vce_ivsize_of(req) == 0)
		can &= ~(BIT(VCE_IVWB) | BIT(VCE_IV_RACE));
	if (vce_behind_end(req, &behind) == 0)
		can &= ~BIT(VCE_OVERRUN);
	return can;
}

static int vce_skcipher_submit(struct skcipher_request *req, enum vce_op op)
{
	struct crypto_skcipher *tfm = crypto_skcipher_reqtfm(req);
	struct vce_skcipher_job *rctx = skcipher_request_ctx(req);
	struct vce_job *job = &rctx->job;

	if (req->cryptlen == 0)
		return 0;
	if (req->cryptlen % crypto_skcipher_blocksize(tfm) != 0)
		return -EINVAL;
	job->areq = &req->base;
	job->kind = &vce_skcipher_kind;
	job->op = op;
	job->length = req->cryptlen;
	job->output = req->cryptlen;
	job->can = vce_skcipher_can(req);
	memcpy(rctx->iv, req->iv, vce_ivsize_of(req));
	if (vce_ivsize_of(req) > 0)
		memcpy(job->tag, rctx->iv, VCE_TAG);
	else
		sg_pcopy_to_buffer(req->src, sg_nents(req->src), job->tag,
				   VCE_TAG, 0);
	return vce_submit(job);
}

static int vce_encrypt(struct skcipher_request *req)
{
	return vce_skcipher_submit(req, VCE_ENCRYPT);
}

static int vce_decrypt(struct skcipher_request *req)
{
	return vce_skcipher_submit(req, VCE_DECRYPT);
}

static int vce_setkey(struct crypto_skcipher *tfm, const u8 *key,
		      unsigned int keylen)
{
	struct vce_skcipher_ctx *ctx = crypto_skcipher_ctx(tfm);

	crypto_skcipher_clear_flags(ctx->fallback, CRYPTO_TFM_REQ_MASK);
	crypto_skcipher_set_flags(ctx->fallback, crypto_skcipher_get_flags(tfm) &
						 CRYPTO_TFM_REQ_MASK);
	return crypto_skcipher_setkey(ctx->fallback, key, keylen);
}

static int vce_init(struct crypto_skcipher *tfm)
{
	struct vce_skcipher_ctx *ctx = crypto_skcipher_ctx(tfm);
	const char *name = crypto_tfm_alg_name(crypto_skcipher_tfm(tfm));

	if (vce_refuses_tfm())
		return -ENOENT;
	ctx->fallback = crypto_alloc_skcipher(name, 0, CRYPTO_ALG_ASYNC |
					      CRYPTO_ALG_NEED_FALLBACK);
	if (IS_ERR(ctx->fallback)) {
		pr_err("vce: no software for %s: %ld\n", name,
		       PTR_ERR(ctx->fallback));
		return PTR_ERR(ctx->fallback);
	}
	crypto_skcipher_set_reqsize(tfm, sizeof(struct vce_skcipher_job) +
				    crypto_skcipher_reqsize(ctx->fallback));
	return 0;
}

static void vce_exit(struct crypto_skcipher *tfm)
{
	struct vce_skcipher_ctx *ctx = crypto_skcipher_ctx(tfm);

	crypto_free_skcipher(ctx->fallback);
}

#define VCE_SKCIPHER(alg_name, driver, block_bytes, iv_bytes) {	\
	.base.cra_name = alg_name,				\
	.base.cra_driver_name = driver,				\
	.base.cra_blocksize = block_bytes,			\
	.base.cra_ctxsize = sizeof(struct vce_skcipher_ctx),	\
	.base.cra_module = THIS_MODULE,				\
	.min_keysize = AES_MIN_KEY_SIZE,			\
	.max_keysize = AES_MAX_KEY_SIZE,			\
	.ivsize = iv_bytes,					\
	.chunksize = AES_BLOCK_SIZE,				\
	.init = vce_init,					\
	.exit = vce_exit,					\
	.setkey = vce_setkey,					\
	.encrypt = vce_encrypt,					\
	.decrypt = vce_decrypt,					\
}

static struct vce_skcipher {
	const char *name;
	bool registered;
	struct skcipher_alg alg;
} vce_skciphers[] = {
	{ .name = "cbc",
	  .alg = VCE_SKCIPHER("cbc(aes)", "cbc-aes-vce", AES_BLOCK_SIZE,
			      AES_BLOCK_SIZE) },
	{ .name = "ecb",
	  .alg = VCE_SKCIPHER("ecb(aes)", "ecb-aes-vce", AES_BLOCK_SIZE, 0) },
	{ .name = "ctr",
	  .alg = VCE_SKCIPHER("ctr(aes)", "ctr-aes-vce", 1, AES_BLOCK_SIZE) },
};

int vce_skciphers_register(void)
{
	struct vce_skcipher *entry;
	unsigned int i;
	int err;

	for (i = 0; i < ARRAY_SIZE(vce_skciphers); i++) {
		entry = &vce_skciphers[i];
		if (!vce_alg_wanted(entry->name))
			continue;
		vce_alg_prepare(&entry->alg.base);
		err = crypto_register_skcipher(&entry->alg);
		if (err) {
			vce_skciphers_unregister();
			return err;
		}
		entry->registered = true;
		vce_alg_registered(&entry->alg.base);
	}
	return 0;
}

void vce_skciphers_unregister(void)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(vce_skciphers); i++) {
		if (!vce_skciphers[i].registered)
			continue;
		crypto_unregister_skcipher(&vce_skciphers[i].alg);
		vce_skciphers[i].registered = false;
	}
}
