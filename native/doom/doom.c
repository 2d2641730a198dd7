// SPDX-License-Identifier: GPL-2.0
/*
 * doom: takes its kernel down, after a while and in one of several ways. For
 * the tests that a guest's death is told as what it is; never for a machine
 * that anybody needs.
 */
#include <linux/module.h>
#include <linux/panic.h>
#include <linux/reboot.h>
#include <linux/string.h>
#include <linux/timer.h>
#include <linux/workqueue.h>

static char *how = "";
module_param(how, charp, 0);
MODULE_PARM_DESC(how, "panic, null (dereference), loop, restart or warn");

static unsigned int delay_ms;
module_param(delay_ms, uint, 0);
MODULE_PARM_DESC(delay_ms, "after which it happens; 0: while the module is loaded");

static struct timer_list timer;

/* user-mode-linux cannot restart from an interrupt. */
static void doom_restart(struct work_struct *unused)
{
	emergency_restart();
}

static DECLARE_WORK(restart, doom_restart);

static void doom_strike(struct timer_list *unused)
{
	if (sysfs_streq(how, "panic"))
		panic("doom: the driver did it");
	if (sysfs_streq(how, "null"))
		WRITE_ONCE(*(int __force *)NULL, 1);
	if (sysfs_streq(how, "loop"))
		for (;;)
			barrier();
	if (sysfs_streq(how, "restart"))
		schedule_work(&restart);
	else
		WARN(1, "doom: something is odd\n");
}

static int __init doom_init(void)
{
	timer_setup(&timer, doom_strike, 0);
	if (delay_ms)
		mod_timer(&timer, jiffies + msecs_to_jiffies(delay_ms));
	else
		doom_strike(&timer);
	return 0;
}
module_init(doom_init);

/* timer_delete_sync() and del_timer_sync() are one function, of two names. */
static void __exit doom_exit(void)
{
	while (timer_pending(&timer))
		cpu_relax();
}
module_exit(doom_exit);

MODULE_DESCRIPTION("Takes its kernel down");
MODULE_LICENSE("GPL");
