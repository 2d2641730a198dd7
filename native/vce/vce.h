/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A virtual crypto engine: an asynchronous driver whose hardware is software,
 * and whose faults are on order. This is what its parts talk about; each has a
 * header of its own, and includes those of the parts it stands on:
 *
 *	main, params
 *	skcipher, ahash		the algorithms
 *	register
 *	deliver			outputs, and what the faults make of them
 *	engine			queue, lanes, interrupts
 *	schedule
 *	ledger, memory, spec
 */
#ifndef VCE_H
#define VCE_H

#include <linux/crypto.h>
#include <linux/list.h>
#include <linux/types.h>

#define VCE_BLOCK	16
#define VCE_TAG		8

/*
 * What a request asks for. The order is that of vce_op_names in spec.c.
 * An ahash init never gets here: no engine needs a job for it.
 */
enum vce_op {
	VCE_ENCRYPT,
	VCE_DECRYPT,
	VCE_UPDATE,
	VCE_FINAL,
	VCE_FINUP,
	VCE_DIGEST,
	VCE_OPS
};

#define VCE_CIPHER_OPS	(BIT(VCE_ENCRYPT) | BIT(VCE_DECRYPT))
#define VCE_RESULT_OPS	(BIT(VCE_FINAL) | BIT(VCE_FINUP) | BIT(VCE_DIGEST))
#define VCE_HASH_OPS	(BIT(VCE_UPDATE) | VCE_RESULT_OPS)
#define VCE_ALL_OPS	(VCE_CIPHER_OPS | VCE_HASH_OPS)

/*
 * When two faults want the same request the first one in this order has it.
 * The numbers go into the schedule's random stream: append only.
 */
enum vce_fault {
	VCE_NONE,
	VCE_EIO,
	VCE_POSITIVE,
	VCE_FLIP,
	VCE_TRUNCATE,
	VCE_STALE,
	VCE_OVERRUN,
	VCE_IVWB,
	VCE_IV_RACE,
	VCE_SLOW,
	VCE_LOST,
	VCE_BUSY,
	VCE_SPURIOUS,
	VCE_FAULTS
};

enum vce_profile {
	VCE_CAAM,
	VCE_PLAIN,
};

/* A fault specification, as written to the parameter arm. */
struct vce_spec {
	u32 armed;			/* BIT(fault) */
	struct {
		u32 n, every;
	} rate[VCE_FAULTS];
	u32 ops;			/* BIT(op) */
	u32 min_len, max_len;
	bool sync_path, async_path;	/* with and without MAY_BACKLOG */
	u64 seed, skip, limit;		/* limit 0: none */
	enum vce_profile profile;
	int error;
	u32 status;			/* what positive passes on */
	s64 bit;			/* -1: chosen by the schedule */
	u32 bytes;			/* that overrun writes */
	u32 delay_us;
	bool wedge;
};

struct vce_job;

/* What skciphers and ahashes do each in their own way. */
struct vce_job_kind {
	/* Computes, and delivers the output; returns the job's status. */
	int (*run)(struct vce_job *job);
	/* What the engine writes beside the output, when the job succeeded. */
	void (*finish)(struct vce_job *job);
	void (*complete)(struct vce_job *job, int status);
	/* Part of the output, from and to where the caller sees it. */
	void (*load)(struct vce_job *job, u8 *to, u32 offset, u32 count);
	void (*store)(struct vce_job *job, const u8 *from, u32 offset,
		      u32 count);
	/* Writes behind the end of the output; returns how many bytes. */
	u32 (*overrun)(struct vce_job *job, u32 count);
};

/* The part of a request's context that the engine works with. */
struct vce_job {
	struct list_head node;		/* while lost or orphaned */
	struct crypto_async_request *areq;
	const struct vce_job_kind *kind;
	enum vce_op op;
	u32 length;			/* bytes of input */
	u32 output;			/* bytes of output, of an update 0 */
	u32 can;			/* faults that can take effect */
	u8 tag[VCE_TAG];
	u64 seq;
	enum vce_fault fault;
	u64 value;			/* the fault's own random number */
	int status;
};

#endif
