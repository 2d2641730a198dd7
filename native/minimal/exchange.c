#define _GNU_SOURCE
#include <errno.h>
#include <linux/if_alg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define SOCKETS 8
#define BUFFERS 64

enum step_kind {
	SEND,
	RECEIVE,
	CLONE, /* accept on an op socket: the state of a hash is copied */
};

struct step {
	enum step_kind kind;
	int socket;
	int to; /* CLONE: number of the new socket */
	int more; /* SEND: MSG_MORE */
	int joined; /* RECEIVE: a further buffer of the call before */
	int direction; /* SEND: ALG_OP_*, or -1 for none */
	const char *const *iv; /* SEND: in hexadecimal, or NULL */
	const char *const *bytes; /* what is sent, or must come back; RECEIVE: NULL for anything */
	size_t length;
	size_t at; /* RECEIVE: where, from the first byte received on */
	int error; /* the errno that it must fail with, or 0 */
};

struct operation {
	const char *name;
	size_t first; /* of its steps */
	size_t count;
};

#include "exchange_data.h"
#include "common.h"

#define STEPS (sizeof(steps) / sizeof(steps[0]))

static unsigned char *bytes_of[STEPS], *iv_of[STEPS];

static unsigned char *decoded(const char *const *hex, size_t length)
{
	unsigned char *bytes = calloc(1, length + 1), *at = bytes;

	if (!bytes)
		exit(4);
	for (; hex && *hex; hex++) {
		read_hex(at, *hex);
		at += strlen(*hex) / 2;
	}
	return bytes;
}

static void make_vectors(void)
{
	for (size_t i = 0; i < STEPS; i++) {
		bytes_of[i] = decoded(steps[i].bytes, steps[i].length);
		iv_of[i] = decoded(steps[i].iv, IV_SIZE);
	}
}

/* A socket with the algorithm and the key; -1 when there is none to be had. */
static int open_tfm(void)
{
	unsigned char key[KEY_SIZE + 1];
	int tfm = bound_socket(TYPE);

	read_hex(key, KEY);
	if (tfm >= 0 && KEY_SIZE && setsockopt(tfm, SOL_ALG, ALG_SET_KEY, key, KEY_SIZE) < 0)
		return unusable("setsockopt(ALG_SET_KEY)");
	return tfm;
}

static void add_control(struct msghdr *message, int type, const void *head, size_t size, const void *tail, size_t more)
{
	struct cmsghdr *header = (struct cmsghdr *)((char *)message->msg_control + message->msg_controllen);

	header->cmsg_level = SOL_ALG;
	header->cmsg_type = type;
	header->cmsg_len = CMSG_LEN(size + more);
	memcpy(CMSG_DATA(header), head, size);
	if (more)
		memcpy(CMSG_DATA(header) + size, tail, more);
	message->msg_controllen += CMSG_SPACE(size + more);
}

static ssize_t send_step(int socket, size_t i)
{
	union {
		char bytes[CMSG_SPACE(sizeof(uint32_t)) + CMSG_SPACE(sizeof(struct af_alg_iv) + IV_SIZE)];
		struct cmsghdr align;
	} control;
	struct iovec input = { bytes_of[i], steps[i].length };
	struct msghdr message = { .msg_iov = &input, .msg_iovlen = 1, .msg_control = control.bytes };

	memset(&control, 0, sizeof(control));
	if (steps[i].direction >= 0) {
		uint32_t direction = (uint32_t)steps[i].direction;

		add_control(&message, ALG_SET_OP, &direction, sizeof(direction), NULL, 0);
	}
	if (steps[i].iv) {
		uint32_t size = IV_SIZE;

		add_control(&message, ALG_SET_IV, &size, sizeof(size), iv_of[i], IV_SIZE);
	}
	return sendmsg(socket, &message, MSG_DONTWAIT | (steps[i].more ? MSG_MORE : 0));
}

/* The buffers of `count` steps, filled by one call. */
static ssize_t receive_steps(int socket, unsigned char *output, size_t i, size_t count)
{
	struct iovec buffers[BUFFERS];
	struct msghdr message = { .msg_iov = buffers, .msg_iovlen = count };

	for (size_t at = 0; at < count; at++)
		buffers[at] = (struct iovec){ output + steps[i + at].at, steps[i + at].length };
	return recvmsg(socket, &message, MSG_DONTWAIT);
}

/* What the bytes at and around the output should not be; NULL when they are as they must be. */
static const char *inspect(const struct operation *operation, const unsigned char *output)
{
	size_t at = 0;
	const unsigned char *guard = output - GUARD;

	for (size_t i = operation->first; i < operation->first + operation->count; i++) {
		if (steps[i].kind != RECEIVE)
			continue;
		for (; guard < output + steps[i].at; guard++)
			if (*guard != POISON)
				return "bytes around the output changed";
		if (steps[i].bytes && memcmp(output + steps[i].at, bytes_of[i], steps[i].length) != 0)
			return "the output is wrong";
		at = steps[i].at + steps[i].length;
		guard = output + at;
	}
	for (; guard < output + at + GUARD; guard++)
		if (*guard != POISON)
			return "bytes around the output changed";
	return NULL;
}

static void report(const struct operation *operation, unsigned process, unsigned long number)
{
	printf("process %u, operation %lu, %s: ", process, number, operation->name);
}

/* One operation; 0 when all is right, else 1 and, if it is to be told, a line that says what is not. */
static int run_operation(int op, unsigned char *memory, size_t i, unsigned process, unsigned long number, int tell)
{
	const struct operation *operation = &operations[i];
	unsigned char *output = memory + (AT_PAGE_START ? PAGE : LINE * (1 + next_random() % (PAGE / LINE)));
	int sockets[SOCKETS] = { op }, failed = 0;
	const char *wrong;

	memset(output - GUARD, POISON, MAX_LENGTH + 2 * GUARD);
	for (size_t at = operation->first, end = at + operation->count, count = 1; at < end && !failed; at += count) {
		size_t wanted = steps[at].length;
		ssize_t returned = -1;
		int error;

		for (count = 1; at + count < end && steps[at + count].joined; count++)
			wanted += steps[at + count].length;
		if (steps[at].kind == CLONE) {
			wanted = 0;
			sockets[steps[at].to] = accept(sockets[steps[at].socket], NULL, NULL);
			returned = sockets[steps[at].to] < 0 ? -1 : 0;
		} else if (steps[at].kind == SEND) {
			returned = send_step(sockets[steps[at].socket], at);
		} else {
			returned = receive_steps(sockets[steps[at].socket], output, at, count);
		}
		error = returned < 0 ? errno : 0;
		failed = steps[at].error ? error != steps[at].error : returned != (ssize_t)wanted;
		if (!failed || !tell)
			continue;
		report(operation, process, number);
		printf("call %zu ", at - operation->first);
		if (error)
			printf("failed with %s\n", name_of(error));
		else
			printf("returned %zd%s%s\n", returned, steps[at].error ? " instead of " : "",
			       steps[at].error ? name_of(steps[at].error) : "");
	}
	for (size_t number_of = 1; number_of < SOCKETS; number_of++)
		if (sockets[number_of] > 0)
			close(sockets[number_of]);
	wrong = failed ? NULL : inspect(operation, output);
	if (!wrong)
		return failed;
	if (tell) {
		report(operation, process, number);
		printf("%s\n", wrong);
	}
	return 1;
}

#include "processes.h"
