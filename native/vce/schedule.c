// SPDX-License-Identifier: GPL-2.0
/*
 * Which request gets which fault: the same ones for the same specification and
 * the same sequence of requests. README.md has the formula for user space.
 */
#include <linux/math64.h>
#include "ledger.h"
#include "memory.h"
#include "schedule.h"

/* Requests so far on which the armed fault could have taken effect. */
static u64 vce_eligible[VCE_FAULTS];

/* One step of SplitMix64 (Steele, Lea, Flood, OOPSLA 2014), from state x. */
static u64 vce_mix(u64 x)
{
	x += 0x9e3779b97f4a7c15ULL;
	x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
	x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
	return x ^ (x >> 31);
}

/*
 * N in every: of each window of `every` requests exactly n, spread evenly, and
 * from a random place on.
 */
static bool vce_hit(u64 stream, u64 index, u32 n, u32 every)
{
	u32 position, turn, product;
	u64 window = div_u64_rem(index, every, &position);

	div_u64_rem(vce_mix(stream + window), every, &turn);
	div_u64_rem((u64)position + turn, every, &position);
	div_u64_rem((u64)position * n, every, &product);
	return product < n;
}

static bool vce_filtered(const struct vce_spec *spec, const struct vce_job *job)
{
	bool sync = job->areq->flags & CRYPTO_TFM_REQ_MAY_BACKLOG;

	return !(spec->ops & BIT(job->op)) || job->length < spec->min_len ||
	       job->length > spec->max_len ||
	       !(sync ? spec->sync_path : spec->async_path);
}

/* As far as it can be told before the job runs. */
static bool vce_effective(const struct vce_spec *spec,
			  const struct vce_job *job, enum vce_fault fault)
{
	if (!(job->can & BIT(fault)))
		return false;
	if (fault == VCE_FLIP)
		return spec->bit < (s64)job->output * 8;
	if (fault == VCE_STALE)
		return vce_memory_has(job);
	return true;
}

static void vce_draw(const struct vce_spec *spec, struct vce_job *job,
		     enum vce_fault fault)
{
	u64 stream = vce_mix(vce_mix(spec->seed) + fault);
	u64 index = vce_eligible[fault]++;
	struct vce_counters *c = &vce_counters;

	if (index < spec->skip ||
	    !vce_hit(stream, index - spec->skip, spec->rate[fault].n,
		     spec->rate[fault].every))
		return;
	if (spec->limit && c->drawn[fault] - c->missed[fault] >= spec->limit)
		return;
	c->drawn[fault]++;
	if (job->fault != VCE_NONE) {
		c->missed[fault]++;
		return;
	}
	job->fault = fault;
	job->value = vce_mix(vce_mix(stream) + index);
}

void vce_schedule_draw(const struct vce_spec *spec, struct vce_job *job)
{
	enum vce_fault fault;

	if (!spec->armed || vce_filtered(spec, job))
		return;
	for (fault = VCE_NONE + 1; fault < VCE_FAULTS; fault++)
		if ((spec->armed & BIT(fault)) &&
		    vce_effective(spec, job, fault))
			vce_draw(spec, job, fault);
}

void vce_schedule_reset(void)
{
	memset(vce_eligible, 0, sizeof(vce_eligible));
}
