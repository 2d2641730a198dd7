/* SPDX-License-Identifier: GPL-2.0 */
/* What happened: counters, and the log of injected faults. */
#ifndef VCE_LEDGER_H
#define VCE_LEDGER_H

#include "vce.h"

/*
 * Between requests, and for queued as the crypto API's -EINPROGRESS, backlogged
 * as its -EBUSY and enospc as its -ENOSPC:
 *
 *	submitted == queued + backlogged + enospc + injected[VCE_BUSY]
 *	queued + backlogged == started
 *	backlogged == notified
 *	started == completed + lost_now
 *	interrupts raised == irq_served + injected[VCE_SPURIOUS]
 *	drawn[f] == injected[f] + missed[f]
 */
struct vce_counters {
	u64 submitted;
	u64 queued;
	u64 backlogged;
	u64 enospc;
	u64 started;
	u64 notified;
	u64 completed;
	u64 failed;		/* of the completed */
	u64 released;		/* lost and then completed */
	u64 orphaned;		/* got -EBUSY and wait for ever */
	u64 orphans_released;
	u64 irq_served;
	u64 init_refused;
	u64 drawn[VCE_FAULTS];
	u64 injected[VCE_FAULTS];
	u64 missed[VCE_FAULTS];	/* drawn, but nothing would have differed */
};

int vce_ledger_open(void);
void vce_ledger_close(void);

/* The rest is called under the engine's lock. */
extern struct vce_counters vce_counters;
void vce_ledger_reset(void);
void vce_ledger_inject(const struct vce_job *job, u32 detail);
u32 vce_ledger_entries(void);
u64 vce_ledger_dropped(void);
/* Whole lines from the entry `from` on; returns the bytes printed. */
int vce_ledger_print(char *buffer, size_t size, u32 from);

#endif
