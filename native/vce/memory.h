/* SPDX-License-Identifier: GPL-2.0 */
/* Earlier outputs. */
#ifndef VCE_MEMORY_H
#define VCE_MEMORY_H

#include "vce.h"

bool vce_memory_has(const struct vce_job *job);
const u8 *vce_memory_find(const struct vce_job *job, const u8 *unlike);
void vce_memory_keep(struct vce_job *job);
void vce_memory_clear(void);

#endif
