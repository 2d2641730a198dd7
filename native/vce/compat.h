/* SPDX-License-Identifier: GPL-2.0 */
/* What older kernels call by another name; Kbuild says which it is. */
#ifndef VCE_COMPAT_H
#define VCE_COMPAT_H

#include <linux/hrtimer.h>

#ifndef VCE_HAVE_HRTIMER_SETUP	/* Linux 6.12 and before */
static inline void hrtimer_setup(struct hrtimer *timer,
				 enum hrtimer_restart (*function)(struct hrtimer *),
				 clockid_t clock_id, enum hrtimer_mode mode)
{
	hrtimer_init(timer, clock_id, mode);
	timer->function = function;
}
#endif

#endif
