/* SPDX-License-Identifier: GPL-2.0 */
/* cbc(aes), ecb(aes) and ctr(aes) on the engine. */
#ifndef VCE_SKCIPHER_H
#define VCE_SKCIPHER_H

#include "vce.h"

int vce_skciphers_register(void);
void vce_skciphers_unregister(void);
struct vce_job *vce_skcipher_job(struct crypto_async_request *areq);

#endif
