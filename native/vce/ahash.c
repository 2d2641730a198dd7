// SPDX-License-Identifier: GPL-2.0
/* sha256 and hmac(sha256) on the engine. */
#include <crypto/internal/hash.h>
#include <linux/err.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/scatterlist.h>
#include <linux/string.h>
#include "ahash.h"
#include "deliver.h"
#include "engine.h"
#include "register.h"
#include "spec.h"

/* FIPS 180-4; the header that says so has another name before Linux 5.11. */
#define VCE_DIGEST_BYTES	32
#define VCE_HASH_BLOCK		64

struct vce_ahash_ctx {
	struct crypto_shash *fallback;
};

struct vce_ahash_job {
	struct vce_job job;
	/* The first bytes of the message: the tag of what has no input. */
	u8 head[VCE_TAG];
	bool has_head;
	struct shash_desc desc;		/* its context follows */
};

static struct ahash_request *vce_request_of(struct vce_job *job)
{
	return ahash_request_cast(job->areq);
}

static struct shash_desc *vce_desc_of(struct ahash_request *req)
{
	struct vce_ahash_ctx *ctx = crypto_ahash_ctx(crypto_ahash_reqtfm(req));
	struct vce_ahash_job *rctx = ahash_request_ctx(req);

	rctx->desc.tfm = ctx->fallback;
	return &rctx->desc;
}

struct vce_job *vce_ahash_job(struct crypto_async_request *areq)
{
	struct ahash_request *req = ahash_request_cast(areq);
	struct vce_ahash_job *rctx = ahash_request_ctx(req);

	return &rctx->job;
}

static void vce_ahash_load(struct vce_job *job, u8 *to, u32 offset, u32 count)
{
	memcpy(to, vce_request_of(job)->result + offset, count);
}

static void vce_ahash_store(struct vce_job *job, const u8 *from, u32 offset,
			    u32 count)
{
	memcpy(vce_request_of(job)->result + offset, from, count);
}

static int vce_ahash_compute(struct vce_job *job, u8 *digest)
{
	struct ahash_request *req = vce_request_of(job);
	struct shash_desc *desc = vce_desc_of(req);
	int err = 0;

	if (job->op == VCE_DIGEST)
		err = crypto_shash_init(desc);
	if (!err && job->op != VCE_FINAL)
		err = shash_ahash_update(req, desc);
	if (!err && job->op != VCE_UPDATE)
		err = crypto_shash_final(desc, digest);
	return err;
}

static int vce_ahash_run(struct vce_job *job)
{
	u8 digest[VCE_DIGEST_BYTES];
	int err;

	/* An update that fails leaves the state as it was. */
	if (job->op == VCE_UPDATE && vce_spoils_output(job))
		return vce_deliver(job, digest);
	err = vce_ahash_compute(job, digest);
	if (err)
		return err;
	err = vce_deliver(job, digest);
	if (!err && job->fault == VCE_NONE)
		vce_remember(job);
	return err;
}

static void vce_ahash_finish(struct vce_job *job)
{
}

static void vce_ahash_complete(struct vce_job *job, int status)
{
	ahash_request_complete(vce_request_of(job), status);
}

static const struct vce_job_kind vce_ahash_kind = {
	.run = vce_ahash_run,
	.finish = vce_ahash_finish,
	.complete = vce_ahash_complete,
	.load = vce_ahash_load,
	.store = vce_ahash_store,
};

static void vce_ahash_tag(struct ahash_request *req, struct vce_job *job)
{
	struct vce_ahash_job *rctx = ahash_request_ctx(req);
	u32 count = min_t(u32, job->length, VCE_TAG);

	memset(job->tag, 0, VCE_TAG);
	if (count > 0)
		sg_pcopy_to_buffer(req->src, sg_nents(req->src), job->tag,
				   count, 0);
	else if (job->op != VCE_DIGEST)
		memcpy(job->tag, rctx->head, VCE_TAG);
	if (count > 0 && !rctx->has_head) {
		memcpy(rctx->head, job->tag, VCE_TAG);
		rctx->has_head = true;
	}
}

static int vce_ahash_submit(struct ahash_request *req, enum vce_op op)
{
	struct vce_ahash_job *rctx = ahash_request_ctx(req);
	struct vce_job *job = &rctx->job;

	job->areq = &req->base;
	job->kind = &vce_ahash_kind;
	job->op = op;
	job->length = op == VCE_FINAL ? 0 : req->nbytes;
	job->output = op == VCE_UPDATE ? 0 : VCE_DIGEST_BYTES;
	job->can = vce_fault_mask(BIT(op));
	vce_ahash_tag(req, job);
	return vce_submit(job);
}

static int vce_ahash_init(struct ahash_request *req)
{
	struct vce_ahash_job *rctx = ahash_request_ctx(req);

	memset(rctx->head, 0, VCE_TAG);
	rctx->has_head = false;
	return crypto_shash_init(vce_desc_of(req));
}

static int vce_ahash_update(struct ahash_request *req)
{
	return vce_ahash_submit(req, VCE_UPDATE);
}

static int vce_ahash_final(struct ahash_request *req)
{
	return vce_ahash_submit(req, VCE_FINAL);
}

static int vce_ahash_finup(struct ahash_request *req)
{
	return vce_ahash_submit(req, VCE_FINUP);
}

static int vce_ahash_digest(struct ahash_request *req)
{
	return vce_ahash_submit(req, VCE_DIGEST);
}

static int vce_ahash_export(struct ahash_request *req, void *out)
{
	return crypto_shash_export(vce_desc_of(req), out);
}

static int vce_ahash_import(struct ahash_request *req, const void *in)
{
	struct vce_ahash_job *rctx = ahash_request_ctx(req);

	memset(rctx->head, 0, VCE_TAG);
	rctx->has_head = false;
	return crypto_shash_import(vce_desc_of(req), in);
}

static int vce_ahash_setkey(struct crypto_ahash *tfm, const u8 *key,
			    unsigned int keylen)
{
	struct vce_ahash_ctx *ctx = crypto_ahash_ctx(tfm);

	return crypto_shash_setkey(ctx->fallback, key, keylen);
}

static int vce_ahash_init_tfm(struct crypto_ahash *tfm)
{
	struct vce_ahash_ctx *ctx = crypto_ahash_ctx(tfm);
	const char *name = crypto_tfm_alg_name(crypto_ahash_tfm(tfm));

	if (vce_refuses_tfm())
		return -ENOENT;
	ctx->fallback = crypto_alloc_shash(name, 0, CRYPTO_ALG_NEED_FALLBACK);
	if (IS_ERR(ctx->fallback)) {
		pr_err("vce: no software for %s: %ld\n", name,
		       PTR_ERR(ctx->fallback));
		return PTR_ERR(ctx->fallback);
	}
	crypto_ahash_set_reqsize(tfm, sizeof(struct vce_ahash_job) +
				 crypto_shash_descsize(ctx->fallback));
	return 0;
}

static void vce_ahash_exit_tfm(struct crypto_ahash *tfm)
{
	struct vce_ahash_ctx *ctx = crypto_ahash_ctx(tfm);

	crypto_free_shash(ctx->fallback);
}

#define VCE_AHASH(name, driver)						\
	.init = vce_ahash_init,						\
	.update = vce_ahash_update,					\
	.final = vce_ahash_final,					\
	.finup = vce_ahash_finup,					\
	.digest = vce_ahash_digest,					\
	.export = vce_ahash_export,					\
	.import = vce_ahash_import,					\
	.init_tfm = vce_ahash_init_tfm,					\
	.exit_tfm = vce_ahash_exit_tfm,					\
	.halg.digestsize = VCE_DIGEST_BYTES,				\
	.halg.base.cra_name = name,					\
	.halg.base.cra_driver_name = driver,				\
	.halg.base.cra_blocksize = VCE_HASH_BLOCK,			\
	.halg.base.cra_ctxsize = sizeof(struct vce_ahash_ctx),		\
	.halg.base.cra_module = THIS_MODULE

static struct vce_ahash {
	const char *name;
	bool registered;
	struct ahash_alg alg;
} vce_ahashes[] = {
	{ .name = "sha256", .alg = { VCE_AHASH("sha256", "sha256-vce") } },
	{ .name = "hmac",
	  .alg = { VCE_AHASH("hmac(sha256)", "hmac-sha256-vce"),
		   .setkey = vce_ahash_setkey } },
};

/* export and import are the fallback's, and so is the size of what they move. */
static int vce_statesize(const char *name)
{
	struct crypto_shash *fallback;
	int size;

	fallback = crypto_alloc_shash(name, 0, CRYPTO_ALG_NEED_FALLBACK);
	if (IS_ERR(fallback)) {
		pr_err("vce: no software for %s: %ld\n", name,
		       PTR_ERR(fallback));
		return PTR_ERR(fallback);
	}
	size = crypto_shash_statesize(fallback);
	crypto_free_shash(fallback);
	return size;
}

static int vce_ahash_register(struct vce_ahash *entry)
{
	struct hash_alg_common *halg = &entry->alg.halg;
	int size = vce_statesize(halg->base.cra_name);
	int err;

	if (size < 0)
		return size;
	halg->statesize = size;
	vce_alg_prepare(&halg->base);
	err = crypto_register_ahash(&entry->alg);
	if (err)
		return err;
	entry->registered = true;
	vce_alg_registered(&halg->base);
	return 0;
}

int vce_ahashes_register(void)
{
	unsigned int i;
	int err;

	for (i = 0; i < ARRAY_SIZE(vce_ahashes); i++) {
		if (!vce_alg_wanted(vce_ahashes[i].name))
			continue;
		err = vce_ahash_register(&vce_ahashes[i]);
		if (err) {
			vce_ahashes_unregister();
			return err;
		}
	}
	return 0;
}

void vce_ahashes_unregister(void)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(vce_ahashes); i++) {
		if (!vce_ahashes[i].registered)
			continue;
		crypto_unregister_ahash(&vce_ahashes[i].alg);
		vce_ahashes[i].registered = false;
	}
}
