/* SPDX-License-Identifier: GPL-2.0 */
/* sha256 and hmac(sha256) on the engine. */
#ifndef VCE_AHASH_H
#define VCE_AHASH_H

#include "vce.h"

int vce_ahashes_register(void);
void vce_ahashes_unregister(void);
struct vce_job *vce_ahash_job(struct crypto_async_request *areq);

#endif
