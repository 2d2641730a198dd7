// SPDX-License-Identifier: GPL-2.0
/* What can be read and written while the module is loaded. */
#define pr_fmt(fmt) "vce: " fmt

#include <linux/kernel.h>
#include <linux/moduleparam.h>
#include <linux/slab.h>
#include <linux/string.h>
#include "engine.h"
#include "register.h"
#include "spec.h"

static unsigned int vce_log_from;
module_param_named(log_from, vce_log_from, uint, 0644);
MODULE_PARM_DESC(log_from, "the first entry of the fault log to read");

static int vce_set_arm(const char *text, const struct kernel_param *param)
{
	struct vce_spec spec;
	char *copy;
	int err;

	/* Faults would fail the self-tests, and software would serve. */
	if (!vce_loaded) {
		pr_err("arm: '%s': not while the module loads\n", text);
		return -EINVAL;
	}
	copy = kstrdup(text, GFP_KERNEL);
	if (!copy)
		return -ENOMEM;
	err = vce_spec_parse(&spec, copy);
	kfree(copy);
	return err ?: vce_arm(&spec);
}

static int vce_get_arm(char *buffer, const struct kernel_param *param)
{
	return vce_spec_print(vce_armed(), buffer, PAGE_SIZE);
}

static const struct kernel_param_ops vce_arm_ops = {
	.set = vce_set_arm,
	.get = vce_get_arm,
};
module_param_cb(arm, &vce_arm_ops, NULL, 0644);
MODULE_PARM_DESC(arm, "fault specification; see README.md");

static int vce_set_reset(const char *text, const struct kernel_param *param)
{
	return vce_loaded ? vce_reset() : -EINVAL;
}

static const struct kernel_param_ops vce_reset_ops = {
	.set = vce_set_reset,
};
module_param_cb(reset, &vce_reset_ops, NULL, 0200);
MODULE_PARM_DESC(reset, "write: counters, fault log and schedule begin anew");

static int vce_set_release(const char *text, const struct kernel_param *param)
{
	unsigned int error;

	if (!vce_loaded || kstrtouint(text, 0, &error) || error < 1 ||
	    error > MAX_ERRNO) {
		pr_err("release: not an errno\n");
		return -EINVAL;
	}
	vce_release(error);
	return 0;
}

static const struct kernel_param_ops vce_release_ops = {
	.set = vce_set_release,
};
module_param_cb(release, &vce_release_ops, NULL, 0200);
MODULE_PARM_DESC(release, "write an errno: what waits for ever ends with it");

static int vce_get_stats(char *buffer, const struct kernel_param *param)
{
	return vce_stats_print(buffer, PAGE_SIZE);
}

static const struct kernel_param_ops vce_stats_ops = {
	.get = vce_get_stats,
};
module_param_cb(stats, &vce_stats_ops, NULL, 0444);
MODULE_PARM_DESC(stats, "counters, a name and a number per line");

static int vce_get_log(char *buffer, const struct kernel_param *param)
{
	return vce_log_print(buffer, PAGE_SIZE, READ_ONCE(vce_log_from));
}

static const struct kernel_param_ops vce_log_ops = {
	.get = vce_get_log,
};
module_param_cb(log, &vce_log_ops, NULL, 0444);
MODULE_PARM_DESC(log, "injected faults from log_from on, as many as fit");
