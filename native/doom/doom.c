// SPDX-License-Identifier: GPL-2.0
/*
 * doom: takes its kernel down, after a while and in one of several ways. For
 * the tests that a guest's death is told as what it is; never for a machine
 * that anybody needs. It cannot be unloaded.
 */
#include <linux/module.h>
#include <linux/panic.h>
#include <linux/reboot.h>
#include <linux/string.h>
#include <linux/timer.h>
#include <linux/workqueue.h>

static char *how = "";
module_param(how, charp, 0);
MODULE_PARM_DESC(how, "panic, null (dereference), loop or restart");

static unsigned int delay_ms;
module_param(delay_ms, uint, 0);
MODULE_PARM_DESC(delay_ms, "after which it happens; 0: while the module is loaded");

static struct timer_list timer;

/* user-mode-linux cannot restart from an interrupt. */
static void doom_restart_work(struct work_struct *unused)
{
	emergency_restart();
}

static DECLARE_WORK(restart_work, doom_restart_work);

static void doom_panic(void)
{
	panic("doom: the driver did it");
}

static void doom_null(void)
{
	WRITE_ONCE(*(int __force *)NULL, 1);
}

static void doom_loop(void)
{
	for (;;)
		barrier();
}

static void doom_restart(void)
{
	schedule_work(&restart_work);
}

static const struct {
	const char *how;
	void (*strike)(void);
} dooms[] = {
	{ "panic", doom_panic },
	{ "null", doom_null },
	{ "loop", doom_loop },
	{ "restart", doom_restart },
};

static unsigned int chosen;

static void doom_strike(struct timer_list *unused)
{
	dooms[chosen].strike();
}

static int __init doom_init(void)
{
	while (strcmp(how, dooms[chosen].how)) {
		if (++chosen == ARRAY_SIZE(dooms))
			return -EINVAL;
	}
	timer_setup(&timer, doom_strike, 0);
	if (delay_ms)
		mod_timer(&timer, jiffies + msecs_to_jiffies(delay_ms));
	else
		doom_strike(&timer);
	return 0;
}
module_init(doom_init);

MODULE_DESCRIPTION("Takes its kernel down");
MODULE_LICENSE("GPL");
