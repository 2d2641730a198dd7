/* SPDX-License-Identifier: GPL-2.0 */
/* From the right output to what the caller gets to see. */
#ifndef VCE_DELIVER_H
#define VCE_DELIVER_H

#include "vce.h"

/* Load-time parameter */
extern bool vce_selftest_fails;

bool vce_spoils_output(const struct vce_job *job);
int vce_deliver(struct vce_job *job, u8 *output);
/* Keeps an output for a later request, if such a fault is armed. */
void vce_remember(struct vce_job *job);

#endif
