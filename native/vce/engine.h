/* SPDX-License-Identifier: GPL-2.0 */
/* Queue, lanes and interrupts; the lock that the ledger is under. */
#ifndef VCE_ENGINE_H
#define VCE_ENGINE_H

#include "vce.h"

typedef struct vce_job *(*vce_job_of_fn)(struct crypto_async_request *areq);

/* job_of: where in a request its job is */
int vce_engine_start(vce_job_of_fn job_of);
void vce_engine_stop(void);
int vce_submit(struct vce_job *job);
void vce_release(int error);
int vce_arm(const struct vce_spec *spec);
int vce_reset(void);
/* Does not change while a request is in flight. */
const struct vce_spec *vce_armed(void);

/* The ledger, with the lock taken. */
void vce_inject(const struct vce_job *job, u32 detail);
void vce_miss(const struct vce_job *job);
void vce_init_refused(void);
int vce_stats_print(char *buffer, size_t size);
int vce_log_print(char *buffer, size_t size, u32 from);

#endif
