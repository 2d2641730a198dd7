// SPDX-License-Identifier: GPL-2.0
/*
 * The engine: a bounded queue, one worker that alone starts jobs, job slots
 * ("lanes"), and an interrupt when a job has ended.
 *
 * The interrupt is a hard one (an hrtimer), and completions are called from its
 * bottom half, a tasklet, as the CAAM job ring driver does it: callers are in
 * softirq then, whatever the latency.
 */
#include <crypto/algapi.h>
#include <linux/hrtimer.h>
#include <linux/interrupt.h>
#include <linux/kthread.h>
#include <linux/ktime.h>
#include <linux/moduleparam.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include "compat.h"
#include "engine.h"
#include "ledger.h"
#include "memory.h"
#include "schedule.h"
#include "spec.h"

static unsigned int vce_qlen = 64;
module_param_named(qlen, vce_qlen, uint, 0444);
MODULE_PARM_DESC(qlen, "requests the queue holds before it is full");

static unsigned int vce_lanes = 1;
module_param_named(lanes, vce_lanes, uint, 0444);
MODULE_PARM_DESC(lanes, "jobs that run at a time, 1 to 16");

static unsigned int vce_latency_us;
module_param_named(latency_us, vce_latency_us, uint, 0644);
MODULE_PARM_DESC(latency_us, "from the start of a job to its interrupt");

struct vce_lane {
	struct hrtimer timer;
	struct vce_job *job;
	unsigned int index;
	bool wedged;
};

static struct {
	spinlock_t lock;	/* everything here, and the ledger */
	vce_job_of_fn job_of;
	struct crypto_queue queue;
	struct kthread_worker *worker;
	struct kthread_work work;
	struct tasklet_struct bottom_half;
	struct vce_lane *lanes;
	unsigned long done;	/* lanes whose job has ended; atomic bits */
	atomic64_t irq_raised;
	struct list_head lost;
	struct list_head orphans;
	u32 lost_now;
	u32 orphans_now;
	struct vce_spec spec;
} vce = {
	.lock = __SPIN_LOCK_UNLOCKED(vce.lock),
};

/* Callers expect their completion with bottom halves off. */
static void vce_complete(struct vce_job *job, int status)
{
	local_bh_disable();
	job->kind->complete(job, status);
	local_bh_enable();
}

static void vce_interrupt(void)
{
	atomic64_inc(&vce.irq_raised);
	tasklet_schedule(&vce.bottom_half);
}

static void vce_job_ends(struct vce_lane *lane)
{
	set_bit(lane->index, &vce.done);
	vce_interrupt();
}

static enum hrtimer_restart vce_timer(struct hrtimer *timer)
{
	vce_job_ends(container_of(timer, struct vce_lane, timer));
	return HRTIMER_NORESTART;
}

static void vce_finish(struct vce_lane *lane)
{
	struct vce_job *job = lane->job;
	int status = job->status;

	if (status == 0)
		job->kind->finish(job);

	spin_lock_bh(&vce.lock);
	lane->job = NULL;
	vce_counters.irq_served++;
	vce_counters.completed++;
	if (status != 0)
		vce_counters.failed++;
	if (job->fault == VCE_SPURIOUS) {
		vce_ledger_inject(job, 0);
		vce_interrupt();
	}
	spin_unlock_bh(&vce.lock);

	vce_complete(job, status);
}

/* A spurious interrupt finds nothing to do here. */
static void vce_bottom_half(struct tasklet_struct *tasklet)
{
	unsigned int i;

	for (i = 0; i < vce_lanes; i++)
		if (test_and_clear_bit(i, &vce.done))
			vce_finish(&vce.lanes[i]);
	kthread_queue_work(vce.worker, &vce.work);
}

static struct vce_lane *vce_idle_lane(void)
{
	unsigned int i;

	for (i = 0; i < vce_lanes; i++)
		if (!vce.lanes[i].job && !vce.lanes[i].wedged)
			return &vce.lanes[i];
	return NULL;
}

/* Takes the next request off the queue and into a lane. */
static struct vce_lane *vce_next(void)
{
	struct crypto_async_request *backlog = NULL;
	struct crypto_async_request *areq = NULL;
	struct vce_lane *lane;

	spin_lock_bh(&vce.lock);
	lane = vce_idle_lane();
	if (lane) {
		/* Dequeuing moves the backlog on: look first. */
		backlog = crypto_get_backlog(&vce.queue);
		areq = crypto_dequeue_request(&vce.queue);
	}
	if (areq) {
		lane->job = vce.job_of(areq);
		vce_counters.started++;
	}
	if (backlog)
		vce_counters.notified++;
	spin_unlock_bh(&vce.lock);

	if (backlog)
		vce_complete(vce.job_of(backlog), -EINPROGRESS);
	return areq ? lane : NULL;
}

static void vce_lose(struct vce_lane *lane)
{
	spin_lock_bh(&vce.lock);
	list_add_tail(&lane->job->node, &vce.lost);
	vce.lost_now++;
	vce_ledger_inject(lane->job, 0);
	lane->job = NULL;
	lane->wedged = vce.spec.wedge;
	spin_unlock_bh(&vce.lock);
}

static void vce_start(struct vce_lane *lane)
{
	struct vce_job *job = lane->job;
	u64 delay_us = READ_ONCE(vce_latency_us);

	if (job->fault == VCE_LOST) {
		vce_lose(lane);
		return;
	}
	job->status = job->kind->run(job);
	if (job->fault == VCE_SLOW) {
		delay_us += vce.spec.delay_us;
		vce_inject(job, vce.spec.delay_us);
	}
	if (delay_us > 0) {
		hrtimer_start(&lane->timer, ns_to_ktime(delay_us * NSEC_PER_USEC),
			      HRTIMER_MODE_REL);
		return;
	}
	/* The bottom half runs when they are on again, not in ksoftirqd. */
	local_bh_disable();
	vce_job_ends(lane);
	local_bh_enable();
}

static void vce_work(struct kthread_work *work)
{
	struct vce_lane *lane;

	while ((lane = vce_next()))
		vce_start(lane);
}

/* -EBUSY, and the request is in nobody's hands. */
static int vce_refuse(struct vce_job *job, bool may_backlog)
{
	vce_ledger_inject(job, may_backlog);
	/* Such a caller believes that it is queued, and keeps it for us. */
	if (may_backlog) {
		list_add_tail(&job->node, &vce.orphans);
		vce.orphans_now++;
		vce_counters.orphaned++;
	}
	return -EBUSY;
}

static int vce_enqueue(struct vce_job *job)
{
	int err = crypto_enqueue_request(&vce.queue, job->areq);

	if (err == -EBUSY)
		vce_counters.backlogged++;
	else
		vce_counters.queued++;
	return err;
}

/* Takes a request in, or not; returns what the crypto API wants to hear. */
int vce_submit(struct vce_job *job)
{
	bool may_backlog = job->areq->flags & CRYPTO_TFM_REQ_MAY_BACKLOG;
	int err;

	spin_lock_bh(&vce.lock);
	job->seq = vce_counters.submitted++;
	job->fault = VCE_NONE;
	job->status = 0;
	if (!may_backlog && crypto_queue_len(&vce.queue) >= vce_qlen) {
		vce_counters.enospc++;
		err = -ENOSPC;
	} else {
		vce_schedule_draw(&vce.spec, job);
		if (job->fault == VCE_BUSY)
			err = vce_refuse(job, may_backlog);
		else
			err = vce_enqueue(job);
	}
	spin_unlock_bh(&vce.lock);

	/* From here on the job may have ended and be gone. */
	if (err != -ENOSPC)
		kthread_queue_work(vce.worker, &vce.work);
	return err;
}

/* Completes what waits for ever: the lost with `error`, the orphans too. */
void vce_release(int error)
{
	struct vce_job *job, *next;
	LIST_HEAD(lost);
	LIST_HEAD(orphans);
	unsigned int i;

	spin_lock_bh(&vce.lock);
	list_splice_init(&vce.lost, &lost);
	list_splice_init(&vce.orphans, &orphans);
	vce_counters.completed += vce.lost_now;
	vce_counters.failed += vce.lost_now;
	vce_counters.released += vce.lost_now;
	vce_counters.orphans_released += vce.orphans_now;
	vce.lost_now = 0;
	vce.orphans_now = 0;
	for (i = 0; i < vce_lanes; i++)
		vce.lanes[i].wedged = false;
	spin_unlock_bh(&vce.lock);

	list_for_each_entry_safe(job, next, &lost, node)
		vce_complete(job, -error);
	list_for_each_entry_safe(job, next, &orphans, node) {
		vce_complete(job, -EINPROGRESS);
		vce_complete(job, -error);
	}
	kthread_queue_work(vce.worker, &vce.work);
}

static u32 vce_in_lanes(void)
{
	u32 count = 0;
	unsigned int i;

	for (i = 0; i < vce_lanes; i++)
		if (vce.lanes[i].job)
			count++;
	return count;
}

/* Counters, log and schedule begin anew, with this specification or the old. */
static int vce_begin(const struct vce_spec *spec)
{
	int err = 0;

	spin_lock_bh(&vce.lock);
	if (crypto_queue_len(&vce.queue) > 0 || vce_in_lanes() > 0 ||
	    vce.lost_now > 0 || vce.orphans_now > 0) {
		err = -EBUSY;
	} else {
		if (spec)
			vce.spec = *spec;
		atomic64_set(&vce.irq_raised, 0);
		vce_ledger_reset();
		vce_schedule_reset();
		vce_memory_clear();
	}
	spin_unlock_bh(&vce.lock);
	return err;
}

int vce_arm(const struct vce_spec *spec)
{
	return vce_begin(spec);
}

int vce_reset(void)
{
	return vce_begin(NULL);
}

const struct vce_spec *vce_armed(void)
{
	return &vce.spec;
}

void vce_inject(const struct vce_job *job, u32 detail)
{
	spin_lock_bh(&vce.lock);
	vce_ledger_inject(job, detail);
	spin_unlock_bh(&vce.lock);
}

void vce_miss(const struct vce_job *job)
{
	spin_lock_bh(&vce.lock);
	vce_counters.missed[job->fault]++;
	spin_unlock_bh(&vce.lock);
}

void vce_init_refused(void)
{
	spin_lock_bh(&vce.lock);
	vce_counters.init_refused++;
	spin_unlock_bh(&vce.lock);
}

int vce_stats_print(char *buffer, size_t size)
{
	const struct vce_counters *c = &vce_counters;
	int fault, used;
	u64 raised;

	spin_lock_bh(&vce.lock);
	raised = atomic64_read(&vce.irq_raised);
	used = scnprintf(buffer, size,
			 "submitted %llu\nqueued %llu\nbacklogged %llu\n"
			 "enospc %llu\nstarted %llu\nnotified %llu\n"
			 "completed %llu\nfailed %llu\n"
			 "waiting_now %u\nrunning_now %u\nlost_now %u\n"
			 "orphans_now %u\nreleased %llu\norphaned %llu\n"
			 "orphans_released %llu\nirq_raised %llu\n"
			 "irq_served %llu\ninit_refused %llu\n"
			 "log_entries %u\nlog_dropped %llu\n",
			 c->submitted, c->queued, c->backlogged, c->enospc,
			 c->started, c->notified, c->completed, c->failed,
			 crypto_queue_len(&vce.queue), vce_in_lanes(),
			 vce.lost_now, vce.orphans_now, c->released,
			 c->orphaned, c->orphans_released, raised,
			 c->irq_served, c->init_refused, vce_ledger_entries(),
			 vce_ledger_dropped());
	for (fault = VCE_NONE + 1; fault < VCE_FAULTS; fault++)
		used += scnprintf(buffer + used, size - used,
				  "drawn_%s %llu\ninjected_%s %llu\nnot_applicable_%s %llu\n",
				  vce_fault_names[fault], c->drawn[fault],
				  vce_fault_names[fault], c->injected[fault],
				  vce_fault_names[fault], c->missed[fault]);
	spin_unlock_bh(&vce.lock);
	return used;
}

int vce_log_print(char *buffer, size_t size, u32 from)
{
	int used;

	spin_lock_bh(&vce.lock);
	used = vce_ledger_print(buffer, size, from);
	spin_unlock_bh(&vce.lock);
	return used;
}

static int vce_check_parameters(void)
{
	if (vce_lanes < 1 || vce_lanes > 16) {
		pr_err("vce: lanes=%u: 1 to 16\n", vce_lanes);
		return -EINVAL;
	}
	if (vce_qlen < 1) {
		pr_err("vce: qlen=0: 1 or more\n");
		return -EINVAL;
	}
	return 0;
}

int vce_engine_start(vce_job_of_fn job_of)
{
	unsigned int i;
	int err = vce_check_parameters();

	if (err)
		return err;
	vce.job_of = job_of;
	crypto_init_queue(&vce.queue, vce_qlen);
	INIT_LIST_HEAD(&vce.lost);
	INIT_LIST_HEAD(&vce.orphans);
	kthread_init_work(&vce.work, vce_work);
	tasklet_setup(&vce.bottom_half, vce_bottom_half);
	err = vce_ledger_open();
	if (err)
		return err;
	vce.lanes = kcalloc(vce_lanes, sizeof(*vce.lanes), GFP_KERNEL);
	if (!vce.lanes) {
		err = -ENOMEM;
		goto close_ledger;
	}
	for (i = 0; i < vce_lanes; i++) {
		vce.lanes[i].index = i;
		hrtimer_setup(&vce.lanes[i].timer, vce_timer, CLOCK_MONOTONIC,
			      HRTIMER_MODE_REL);
	}
	vce.worker = kthread_create_worker(0, "vce");
	if (IS_ERR(vce.worker)) {
		err = PTR_ERR(vce.worker);
		goto free_lanes;
	}
	return 0;

free_lanes:
	kfree(vce.lanes);
close_ledger:
	vce_ledger_close();
	return err;
}

/* No transform is left, so no request is; but its last interrupt may be. */
void vce_engine_stop(void)
{
	unsigned int i;

	for (i = 0; i < vce_lanes; i++)
		hrtimer_cancel(&vce.lanes[i].timer);
	tasklet_kill(&vce.bottom_half);
	kthread_destroy_worker(vce.worker);
	kfree(vce.lanes);
	vce_memory_clear();
	vce_ledger_close();
}
