// SPDX-License-Identifier: GPL-2.0
/* Fault specifications as text. The grammar is in README.md. */
#define pr_fmt(fmt) "vce: arm: " fmt

#include <linux/kernel.h>
#include <linux/limits.h>
#include <linux/mm.h>
#include <linux/string.h>
#include "spec.h"

#define VCE_STATUS	0x40001210	/* see vce_log_like_caam */

const char * const vce_op_names[VCE_OPS] = {
	[VCE_ENCRYPT] = "encrypt",
	[VCE_DECRYPT] = "decrypt",
	[VCE_UPDATE] = "update",
	[VCE_FINAL] = "final",
	[VCE_FINUP] = "finup",
	[VCE_DIGEST] = "digest",
};

const char * const vce_fault_names[VCE_FAULTS] = {
	[VCE_NONE] = "none",
	[VCE_EIO] = "eio",
	[VCE_POSITIVE] = "positive",
	[VCE_FLIP] = "flip",
	[VCE_TRUNCATE] = "truncate",
	[VCE_STALE] = "stale",
	[VCE_OVERRUN] = "overrun",
	[VCE_IVWB] = "ivwb",
	[VCE_IV_RACE] = "iv-race",
	[VCE_SLOW] = "slow",
	[VCE_LOST] = "lost",
	[VCE_BUSY] = "busy",
	[VCE_SPURIOUS] = "spurious",
};

/* A fault of data needs data; the others can happen to any request. */
static const u32 vce_fault_ops[VCE_FAULTS] = {
	[VCE_EIO] = VCE_ALL_OPS,
	[VCE_POSITIVE] = VCE_ALL_OPS,
	[VCE_FLIP] = VCE_CIPHER_OPS | VCE_RESULT_OPS,
	[VCE_TRUNCATE] = VCE_CIPHER_OPS | VCE_RESULT_OPS,
	[VCE_STALE] = VCE_CIPHER_OPS | VCE_RESULT_OPS,
	[VCE_OVERRUN] = VCE_CIPHER_OPS,
	[VCE_IVWB] = VCE_CIPHER_OPS,
	[VCE_IV_RACE] = VCE_CIPHER_OPS,
	[VCE_SLOW] = VCE_ALL_OPS,
	[VCE_LOST] = VCE_ALL_OPS,
	[VCE_BUSY] = VCE_ALL_OPS,
	[VCE_SPURIOUS] = VCE_ALL_OPS,
};

u32 vce_fault_mask(u32 ops)
{
	enum vce_fault fault;
	u32 mask = 0;

	for (fault = VCE_NONE + 1; fault < VCE_FAULTS; fault++)
		if (vce_fault_ops[fault] & ops)
			mask |= BIT(fault);
	return mask;
}

static int vce_number(const char *text, u64 min, u64 max, u64 *number)
{
	if (kstrtou64(text, 0, number))
		return -EINVAL;
	return *number < min || *number > max ? -EINVAL : 0;
}

/* N/EVERY, or EVERY for 1/EVERY */
static int vce_parse_rate(struct vce_spec *spec, enum vce_fault fault,
			  char *text)
{
	char *every = strchr(text, '/');
	u64 n = 1, m;

	if (every) {
		*every++ = '\0';
		if (vce_number(text, 1, S32_MAX, &n))
			return -EINVAL;
	} else {
		every = text;
	}
	if (vce_number(every, n, S32_MAX, &m) || spec->armed & BIT(fault))
		return -EINVAL;
	spec->armed |= BIT(fault);
	spec->rate[fault].n = n;
	spec->rate[fault].every = m;
	return 0;
}

static int vce_parse_op(struct vce_spec *spec, const char *text)
{
	int op = match_string(vce_op_names, VCE_OPS, text);

	if (op >= 0)
		spec->ops = BIT(op);
	else if (strcmp(text, "cipher") == 0)
		spec->ops = VCE_CIPHER_OPS;
	else if (strcmp(text, "hash") == 0)
		spec->ops = VCE_HASH_OPS;
	else if (strcmp(text, "any") == 0)
		spec->ops = VCE_ALL_OPS;
	else
		return -EINVAL;
	return 0;
}

static int vce_parse_path(struct vce_spec *spec, const char *text)
{
	spec->sync_path = strcmp(text, "direct") != 0;
	spec->async_path = strcmp(text, "backlog") != 0;
	if (spec->sync_path && spec->async_path && strcmp(text, "any") != 0)
		return -EINVAL;
	return 0;
}

static int vce_parse_profile(struct vce_spec *spec, const char *text)
{
	if (strcmp(text, "caam") == 0)
		spec->profile = VCE_CAAM;
	else if (strcmp(text, "plain") == 0)
		spec->profile = VCE_PLAIN;
	else
		return -EINVAL;
	return 0;
}

enum vce_option {
	VCE_OP,
	VCE_PATH,
	VCE_PROFILE,
	VCE_MIN_LEN,
	VCE_MAX_LEN,
	VCE_SEED,
	VCE_SKIP,
	VCE_LIMIT,
	VCE_ERRNO,
	VCE_RAW_STATUS,
	VCE_BIT,
	VCE_BYTES,
	VCE_DELAY,
	VCE_WEDGE,
	VCE_OPTIONS
};

static const char * const vce_option_names[VCE_OPTIONS] = {
	[VCE_OP] = "op",
	[VCE_PATH] = "path",
	[VCE_PROFILE] = "profile",
	[VCE_MIN_LEN] = "min_len",
	[VCE_MAX_LEN] = "max_len",
	[VCE_SEED] = "seed",
	[VCE_SKIP] = "skip",
	[VCE_LIMIT] = "limit",
	[VCE_ERRNO] = "errno",
	[VCE_RAW_STATUS] = "status",
	[VCE_BIT] = "bit",
	[VCE_BYTES] = "bytes",
	[VCE_DELAY] = "delay_us",
	[VCE_WEDGE] = "wedge",
};

/* Of the options that are numbers. */
static const struct {
	u64 min, max;
} vce_bounds[VCE_OPTIONS] = {
	[VCE_MIN_LEN] = { 0, U32_MAX },
	[VCE_MAX_LEN] = { 0, U32_MAX },
	[VCE_SEED] = { 0, U64_MAX },
	[VCE_SKIP] = { 0, U64_MAX },
	[VCE_LIMIT] = { 0, U64_MAX },
	[VCE_ERRNO] = { 1, 4095 },		/* MAX_ERRNO */
	[VCE_RAW_STATUS] = { 1, S32_MAX },
	[VCE_BIT] = { 0, U32_MAX },
	[VCE_BYTES] = { 1, PAGE_SIZE },
	[VCE_DELAY] = { 1, 3600U * USEC_PER_SEC },
	[VCE_WEDGE] = { 0, 1 },
};

static void vce_set_number(struct vce_spec *spec, enum vce_option option,
			   u64 number)
{
	switch (option) {
	case VCE_MIN_LEN:
		spec->min_len = number;
		break;
	case VCE_MAX_LEN:
		spec->max_len = number;
		break;
	case VCE_SEED:
		spec->seed = number;
		break;
	case VCE_SKIP:
		spec->skip = number;
		break;
	case VCE_LIMIT:
		spec->limit = number;
		break;
	case VCE_ERRNO:
		spec->error = number;
		break;
	case VCE_RAW_STATUS:
		spec->status = number;
		break;
	case VCE_BIT:
		spec->bit = number;
		break;
	case VCE_BYTES:
		spec->bytes = number;
		break;
	case VCE_DELAY:
		spec->delay_us = number;
		break;
	case VCE_WEDGE:
		spec->wedge = number;
		break;
	default:
		break;
	}
}

static int vce_parse_option(struct vce_spec *spec, enum vce_option option,
			    const char *text)
{
	u64 number;

	switch (option) {
	case VCE_OP:
		return vce_parse_op(spec, text);
	case VCE_PATH:
		return vce_parse_path(spec, text);
	case VCE_PROFILE:
		return vce_parse_profile(spec, text);
	default:
		if (vce_number(text, vce_bounds[option].min,
			       vce_bounds[option].max, &number))
			return -EINVAL;
		vce_set_number(spec, option, number);
		return 0;
	}
}

/* NAME=VALUE, once each */
static int vce_parse_item(struct vce_spec *spec, const char *name, char *value,
			  u32 *seen)
{
	int fault = match_string(vce_fault_names, VCE_FAULTS, name);
	int option = match_string(vce_option_names, VCE_OPTIONS, name);

	if (fault > VCE_NONE)
		return vce_parse_rate(spec, fault, value);
	if (option < 0 || *seen & BIT(option))
		return -EINVAL;
	*seen |= BIT(option);
	return vce_parse_option(spec, option, value);
}

/* What is right item by item can still never happen. */
static int vce_check(const struct vce_spec *spec)
{
	bool cipher = spec->ops & VCE_CIPHER_OPS;
	enum vce_fault fault;

	if (spec->min_len > spec->max_len) {
		pr_err("'max_len=%u' is less than min_len=%u\n", spec->max_len,
		       spec->min_len);
		return -EINVAL;
	}
	for (fault = VCE_NONE + 1; fault < VCE_FAULTS; fault++) {
		if (spec->armed & BIT(fault) &&
		    !(vce_fault_ops[fault] & spec->ops)) {
			pr_err("'%s' never happens with this op\n",
			       vce_fault_names[fault]);
			return -EINVAL;
		}
	}
	/* A digest has 256 bits, whatever the length of the message. */
	if (spec->armed & BIT(VCE_FLIP) &&
	    spec->bit >= (cipher ? (s64)spec->max_len * 8 : 256)) {
		pr_err("'bit=%lld' is outside every output\n", spec->bit);
		return -EINVAL;
	}
	return 0;
}

/* Parses `text`, which it takes apart; says in the log what is wrong with it. */
int vce_spec_parse(struct vce_spec *spec, char *text)
{
	char *item, *value;
	u32 seen = 0;

	*spec = (struct vce_spec) {
		.ops = VCE_ALL_OPS,
		.max_len = U32_MAX,
		.sync_path = true,
		.async_path = true,
		.status = VCE_STATUS,
		.bit = -1,
		.bytes = 16,
		.delay_us = 50 * USEC_PER_MSEC,
	};
	text = strim(text);
	if (*text == '\0' || strcmp(text, "off") == 0)
		return 0;
	while ((item = strsep(&text, ";")) != NULL) {
		char shown[48];

		strscpy(shown, item, sizeof(shown));
		value = strchr(item, '=');
		if (value)
			*value++ = '\0';
		if (!value || vce_parse_item(spec, item, value, &seen)) {
			pr_err("'%s' is not possible\n", shown);
			return -EINVAL;
		}
	}
	if (!spec->armed) {
		pr_err("no fault is named\n");
		return -EINVAL;
	}
	if (spec->error == 0)
		spec->error = spec->profile == VCE_CAAM ? EINVAL : EIO;
	return vce_check(spec);
}

static const char *vce_ops_name(u32 ops)
{
	switch (ops) {
	case VCE_ALL_OPS:
		return "any";
	case VCE_CIPHER_OPS:
		return "cipher";
	case VCE_HASH_OPS:
		return "hash";
	default:
		return vce_op_names[__ffs(ops)];
	}
}

/* In full, so that what is printed means the same when it is written back. */
int vce_spec_print(const struct vce_spec *spec, char *buffer, size_t size)
{
	enum vce_fault fault;
	int used = 0;

	if (!spec->armed)
		return scnprintf(buffer, size, "off\n");
	for (fault = VCE_NONE + 1; fault < VCE_FAULTS; fault++)
		if (spec->armed & BIT(fault))
			used += scnprintf(buffer + used, size - used,
					  "%s=%u/%u;", vce_fault_names[fault],
					  spec->rate[fault].n,
					  spec->rate[fault].every);
	used += scnprintf(buffer + used, size - used,
			  "op=%s;path=%s;profile=%s;min_len=%u;max_len=%u;seed=%llu;skip=%llu;limit=%llu;errno=%d;status=%u;bytes=%u;delay_us=%u;wedge=%d",
			  vce_ops_name(spec->ops),
			  !spec->sync_path ? "direct" :
			  !spec->async_path ? "backlog" : "any",
			  spec->profile == VCE_CAAM ? "caam" : "plain",
			  spec->min_len, spec->max_len, spec->seed, spec->skip,
			  spec->limit, spec->error, spec->status, spec->bytes,
			  spec->delay_us, spec->wedge);
	if (spec->bit >= 0)
		used += scnprintf(buffer + used, size - used, ";bit=%lld",
				  spec->bit);
	return used + scnprintf(buffer + used, size - used, "\n");
}
