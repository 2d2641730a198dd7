// SPDX-License-Identifier: GPL-2.0
/*
 * Lines for the kernel log, as another driver would log them: the kernel's own
 * word, which nothing that is written to /dev/kmsg is. Without a prefix.
 */
#define pr_fmt(fmt) fmt

#include <linux/kernel.h>
#include <linux/moduleparam.h>
#include <linux/string.h>

/* "<4>" before a line makes it a warning, "<5>" to "<7>" information. */
static int vce_set_say(const char *text, const struct kernel_param *param)
{
	const char *line = text;
	char level = '3';
	int length;

	if (text[0] == '<' && text[1] >= '0' && text[1] <= '7' &&
	    text[2] == '>') {
		level = text[1];
		line = text + 3;
	}
	length = strcspn(line, "\n");
	if (level < '4')
		pr_err("%.*s\n", length, line);
	else if (level == '4')
		pr_warn("%.*s\n", length, line);
	else
		pr_info("%.*s\n", length, line);
	return 0;
}

static const struct kernel_param_ops vce_say_ops = {
	.set = vce_set_say,
};
module_param_cb(say, &vce_say_ops, NULL, 0200);
MODULE_PARM_DESC(say, "write: a line for the kernel log; see README.md");
