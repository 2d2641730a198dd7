/* SPDX-License-Identifier: GPL-2.0 */
/* Fault specifications as text, and names. */
#ifndef VCE_SPEC_H
#define VCE_SPEC_H

#include "vce.h"

extern const char * const vce_op_names[VCE_OPS];
extern const char * const vce_fault_names[VCE_FAULTS];
int vce_spec_parse(struct vce_spec *spec, char *text);
int vce_spec_print(const struct vce_spec *spec, char *buffer, size_t size);
/* The faults that any of these ops can show. */
u32 vce_fault_mask(u32 ops);

#endif
