/* SPDX-License-Identifier: GPL-2.0 */
/* Which request gets which fault. Under the engine's lock. */
#ifndef VCE_SCHEDULE_H
#define VCE_SCHEDULE_H

#include "vce.h"

void vce_schedule_reset(void);
void vce_schedule_draw(const struct vce_spec *spec, struct vce_job *job);

#endif
