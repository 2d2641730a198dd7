// SPDX-License-Identifier: GPL-2.0
/*
 * The latest outputs, for the fault that hands out an earlier request's. Only
 * the worker writes here; while a request is submitted only lengths are read.
 */
#include <linux/slab.h>
#include <linux/string.h>
#include "memory.h"

#define VCE_OUTPUTS	8
#define VCE_LONGEST	(256 * 1024)

struct vce_output {
	u8 *bytes;
	u32 length;
};

/* Ciphers' and hashes' apart: a digest is a digest when it is stale. */
static struct vce_memory {
	struct vce_output outputs[VCE_OUTPUTS];
	unsigned int latest;
} vce_memories[2];

static struct vce_memory *vce_memory_of(const struct vce_job *job)
{
	return &vce_memories[(BIT(job->op) & VCE_CIPHER_OPS) ? 0 : 1];
}

bool vce_memory_has(const struct vce_job *job)
{
	const struct vce_memory *memory = vce_memory_of(job);
	unsigned int i;

	for (i = 0; i < VCE_OUTPUTS; i++)
		if (READ_ONCE(memory->outputs[i].length) >= job->output)
			return true;
	return false;
}

/* The latest that is long enough and would not be right by chance. */
const u8 *vce_memory_find(const struct vce_job *job, const u8 *unlike)
{
	const struct vce_memory *memory = vce_memory_of(job);
	const struct vce_output *output;
	unsigned int i;

	for (i = VCE_OUTPUTS; i > 0; i--) {
		output = &memory->outputs[(memory->latest + i) % VCE_OUTPUTS];
		if (output->length >= job->output &&
		    memcmp(output->bytes, unlike, job->output) != 0)
			return output->bytes;
	}
	return NULL;
}

void vce_memory_keep(struct vce_job *job)
{
	struct vce_memory *memory = vce_memory_of(job);
	unsigned int next = (memory->latest + 1) % VCE_OUTPUTS;
	struct vce_output *output = &memory->outputs[next];
	u8 *bytes;

	if (job->output == 0 || job->output > VCE_LONGEST)
		return;
	bytes = kmalloc(job->output, GFP_NOIO | __GFP_NOWARN);
	if (!bytes)
		return;
	job->kind->load(job, bytes, 0, job->output);
	kfree(output->bytes);
	output->bytes = bytes;
	WRITE_ONCE(output->length, job->output);
	memory->latest = next;
}

void vce_memory_clear(void)
{
	struct vce_output *output;
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(vce_memories) * VCE_OUTPUTS; i++) {
		output = &vce_memories[i / VCE_OUTPUTS].outputs[i % VCE_OUTPUTS];
		kfree(output->bytes);
		output->bytes = NULL;
		output->length = 0;
	}
}
