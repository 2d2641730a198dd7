// SPDX-License-Identifier: GPL-2.0
/* From the right output to what the caller gets to see. */
#include <linux/kernel.h>
#include <linux/math64.h>
#include <linux/moduleparam.h>
#include <linux/string.h>
#include "deliver.h"
#include "engine.h"
#include "memory.h"

bool vce_selftest_fails;
module_param_named(selftest_fails, vce_selftest_fails, bool, 0444);
MODULE_PARM_DESC(selftest_fails, "be an engine that fails its self-tests");

static u32 vce_below(u64 value, u32 bound)
{
	u32 remainder;

	div_u64_rem(value, bound, &remainder);
	return remainder;
}

/* Whether the output takes a way through vce_deliver. */
bool vce_spoils_output(const struct vce_job *job)
{
	switch (job->fault) {
	case VCE_EIO:
	case VCE_POSITIVE:
	case VCE_FLIP:
	case VCE_TRUNCATE:
	case VCE_STALE:
	case VCE_OVERRUN:
		return true;
	default:
		return vce_selftest_fails;
	}
}

/*
 * What drivers/crypto/caam/error.c logs for the status 0x40001210, with the
 * device's name on an i.MX6: DECO error 0x10 at descriptor index 0x12.
 */
static void vce_log_like_caam(u32 status)
{
	pr_err("caam_jr 2102000.jr: %08x: DECO: desc idx %u: Invalid Sequence Command. A SEQ IN PTR OR SEQ OUT PTR Command is invalid or a SEQ KEY, SEQ LOAD, SEQ FIFO LOAD, or SEQ FIFO STORE decremented the input or output sequence length below 0. This error may result if a built-in PROTOCOL Command has encountered a malformed PDU.\n",
	       status, (status >> 8) & 0xff);
}

/* A job that fails has written a part of its output, never all of it. */
static int vce_fail(struct vce_job *job, const u8 *output)
{
	const struct vce_spec *spec = vce_armed();
	u32 blocks = job->output / VCE_BLOCK;
	u32 written = blocks ? vce_below(job->value, blocks) * VCE_BLOCK : 0;

	if (written > 0)
		job->kind->store(job, output, 0, written);
	if (spec->profile == VCE_CAAM)
		vce_log_like_caam(spec->status);
	if (job->fault == VCE_POSITIVE) {
		vce_inject(job, spec->status);
		return spec->status;
	}
	vce_inject(job, spec->error);
	return -spec->error;
}

static void vce_flip(struct vce_job *job, u8 *output)
{
	s64 wanted = vce_armed()->bit;
	u32 bit = wanted >= 0 ? wanted : vce_below(job->value, job->output * 8);

	output[bit / 8] ^= 1 << (bit % 8);
	vce_inject(job, bit);
}

static bool vce_there_already(struct vce_job *job, const u8 *output, u32 offset)
{
	u8 present[64];
	u32 count;

	for (; offset < job->output; offset += count) {
		count = min_t(u32, sizeof(present), job->output - offset);
		job->kind->load(job, present, offset, count);
		if (memcmp(present, output + offset, count) != 0)
			return false;
	}
	return true;
}

/* Leaves one block or more unwritten; returns how much is to be written. */
static u32 vce_truncate(struct vce_job *job, const u8 *output)
{
	u32 blocks = job->output / VCE_BLOCK;
	u32 written = 0;

	if (blocks > 1)
		written = (1 + vce_below(job->value, blocks - 1)) * VCE_BLOCK;
	if (vce_there_already(job, output, written)) {
		vce_miss(job);
		return job->output;
	}
	vce_inject(job, written);
	return written;
}

static void vce_stale(struct vce_job *job, u8 *output)
{
	const u8 *earlier = vce_memory_find(job, output);

	if (!earlier) {
		vce_miss(job);
		return;
	}
	memcpy(output, earlier, job->output);
	vce_inject(job, 0);
}

static void vce_overrun(struct vce_job *job)
{
	u32 count = job->kind->overrun(job, vce_armed()->bytes);

	if (count == 0)
		vce_miss(job);
	else
		vce_inject(job, count);
}

/* Hands an output of job->output bytes over; returns the job's status. */
int vce_deliver(struct vce_job *job, u8 *output)
{
	u32 count = job->output;

	switch (job->fault) {
	case VCE_EIO:
	case VCE_POSITIVE:
		return vce_fail(job, output);
	case VCE_FLIP:
		vce_flip(job, output);
		break;
	case VCE_TRUNCATE:
		count = vce_truncate(job, output);
		break;
	case VCE_STALE:
		vce_stale(job, output);
		break;
	default:
		break;
	}
	if (vce_selftest_fails && count > 0)
		output[0] ^= 1;
	if (count > 0)
		job->kind->store(job, output, 0, count);
	if (job->fault == VCE_OVERRUN)
		vce_overrun(job);
	return 0;
}

void vce_remember(struct vce_job *job)
{
	if (vce_armed()->armed & BIT(VCE_STALE))
		vce_memory_keep(job);
}
