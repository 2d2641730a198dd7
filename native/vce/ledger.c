// SPDX-License-Identifier: GPL-2.0
/* Counters, and the log of injected faults. */
#include <linux/string.h>
#include <linux/vmalloc.h>
#include "ledger.h"
#include "spec.h"

#define VCE_LOG_ENTRIES	16384

struct vce_entry {
	u64 seq;
	u32 length;
	u32 detail;
	u8 tag[VCE_TAG];
	u8 fault;
	u8 op;
};

struct vce_counters vce_counters;

static struct vce_entry *vce_log;
static u32 vce_log_used;
static u64 vce_log_dropped;

int vce_ledger_open(void)
{
	vce_log = vzalloc(array_size(VCE_LOG_ENTRIES, sizeof(*vce_log)));
	return vce_log ? 0 : -ENOMEM;
}

void vce_ledger_close(void)
{
	vfree(vce_log);
}

void vce_ledger_reset(void)
{
	memset(&vce_counters, 0, sizeof(vce_counters));
	vce_log_used = 0;
	vce_log_dropped = 0;
}

void vce_ledger_inject(const struct vce_job *job, u32 detail)
{
	struct vce_entry *entry;

	vce_counters.injected[job->fault]++;
	if (vce_log_used == VCE_LOG_ENTRIES) {
		vce_log_dropped++;
		return;
	}
	entry = &vce_log[vce_log_used++];
	entry->seq = job->seq;
	entry->length = job->length;
	entry->detail = detail;
	memcpy(entry->tag, job->tag, VCE_TAG);
	entry->fault = job->fault;
	entry->op = job->op;
}

u32 vce_ledger_entries(void)
{
	return vce_log_used;
}

u64 vce_ledger_dropped(void)
{
	return vce_log_dropped;
}

int vce_ledger_print(char *buffer, size_t size, u32 from)
{
	const struct vce_entry *entry;
	size_t used = 0;
	size_t line;
	u32 i;

	for (i = from; i < vce_log_used; i++) {
		entry = &vce_log[i];
		line = snprintf(buffer + used, size - used,
				"%llu %s %s %u %*phN %u\n", entry->seq,
				vce_fault_names[entry->fault],
				vce_op_names[entry->op], entry->length,
				VCE_TAG, entry->tag, entry->detail);
		if (line >= size - used)
			break;
		used += line;
	}
	buffer[used] = '\0';
	return used;
}
