/* SPDX-License-Identifier: GPL-2.0 */
/* What all algorithms have in common when they are registered. */
#ifndef VCE_REGISTER_H
#define VCE_REGISTER_H

#include "vce.h"

/* Nothing can be armed or made to fail while the module loads. */
extern bool vce_loaded;

/* Whether the load-time parameters make sense; says what does not. */
int vce_check_algs(void);
bool vce_alg_wanted(const char *name);
void vce_alg_prepare(struct crypto_alg *alg);
void vce_alg_registered(struct crypto_alg *alg);
/* Whether a new transform is to be refused; counts it then. */
bool vce_refuses_tfm(void);

#endif
