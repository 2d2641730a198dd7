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

struct operation {
	int op;
	size_t length;
	size_t chunk; /* bytes per recv */
	const char *const *expected; /* in hexadecimal */
};

#include "data.h"
#include "common.h"

struct vector {
	unsigned char iv[IV_SIZE + 1];
	unsigned char input[MAX_LENGTH];
	unsigned char expected[MAX_LENGTH];
};

static struct vector vectors[COUNT];

static void fill_random(unsigned char *bytes, size_t count)
{
	for (size_t at = 0; at < count; at += 8) {
		uint64_t word = next_random();

		for (size_t i = at; i < at + 8 && i < count; i++, word >>= 8)
			bytes[i] = (unsigned char)word;
	}
}

static void make_vectors(void)
{
	state = SEED;
	for (size_t i = 0; i < COUNT; i++) {
		unsigned char *expected = vectors[i].expected;

		fill_random(vectors[i].iv, IV_SIZE);
		fill_random(vectors[i].input, operations[i].length);
		for (const char *const *line = operations[i].expected; *line; line++) {
			read_hex(expected, *line);
			expected += strlen(*line) / 2;
		}
	}
}

/* A socket with the algorithm and the key; -1 when there is none to be had. */
static int open_tfm(void)
{
	unsigned char key[KEY_SIZE];
	int tfm = bound_socket("skcipher");

	read_hex(key, KEY);
	if (tfm >= 0 && setsockopt(tfm, SOL_ALG, ALG_SET_KEY, key, KEY_SIZE) < 0)
		return unusable("setsockopt(ALG_SET_KEY)");
	return tfm;
}

static ssize_t send_input(int op, size_t i)
{
	union {
		char bytes[CMSG_SPACE(sizeof(uint32_t)) + CMSG_SPACE(sizeof(struct af_alg_iv) + IV_SIZE)];
		struct cmsghdr align;
	} control;
	struct iovec input = { vectors[i].input, operations[i].length };
	struct msghdr message = {
		.msg_iov = &input,
		.msg_iovlen = 1,
		.msg_control = control.bytes,
		.msg_controllen = IV_SIZE ? sizeof(control.bytes) : CMSG_SPACE(sizeof(uint32_t)),
	};
	struct cmsghdr *header;
	uint32_t direction = (uint32_t)operations[i].op;

	memset(&control, 0, sizeof(control));
	header = CMSG_FIRSTHDR(&message);
	header->cmsg_level = SOL_ALG;
	header->cmsg_type = ALG_SET_OP;
	header->cmsg_len = CMSG_LEN(sizeof(direction));
	memcpy(CMSG_DATA(header), &direction, sizeof(direction));
	header = CMSG_NXTHDR(&message, header);
	if (IV_SIZE && header) {
		uint32_t size = IV_SIZE;

		header->cmsg_level = SOL_ALG;
		header->cmsg_type = ALG_SET_IV;
		header->cmsg_len = CMSG_LEN(sizeof(struct af_alg_iv) + IV_SIZE);
		memcpy(CMSG_DATA(header), &size, sizeof(size));
		memcpy(CMSG_DATA(header) + sizeof(size), vectors[i].iv, IV_SIZE);
	}
	return sendmsg(op, &message, MSG_DONTWAIT);
}

/* In pieces: each is a request of its own, with the IV that the driver wrote back after the one before. */
static ssize_t receive(int op, unsigned char *output, size_t length, size_t chunk)
{
	size_t done = 0;

	while (done < length) {
		size_t wanted = length - done < chunk ? length - done : chunk;
		ssize_t count = recv(op, output + done, wanted, MSG_DONTWAIT);

		if (count < 0)
			return count;
		done += (size_t)count;
		if ((size_t)count != wanted)
			break;
	}
	return (ssize_t)done;
}

static size_t guards_changed(const unsigned char *output, size_t length)
{
	size_t changed = 0;

	for (size_t i = 0; i < GUARD; i++) {
		if (output[-(ssize_t)i - 1] != POISON)
			changed++;
		if (output[length + i] != POISON)
			changed++;
	}
	return changed;
}

/* One operation; 0 when every byte is right, else 1 and, if it is to be told, a line that says what is not. */
static int run_operation(int op, unsigned char *memory, size_t i, unsigned process, unsigned long number, int tell)
{
	const unsigned char *expected = vectors[i].expected;
	size_t length = operations[i].length, wrong = 0, first = 0, last = 0, changed;
	unsigned char *output = memory + (AT_PAGE_START ? PAGE : LINE * (1 + next_random() % (PAGE / LINE)));
	const char *syscall_name = "sendmsg";
	ssize_t count;

	memset(output - GUARD, POISON, length + 2 * GUARD);
	count = send_input(op, i);
	if (count == (ssize_t)length) {
		syscall_name = "recv";
		count = receive(op, output, length, operations[i].chunk);
	}
	changed = guards_changed(output, length);
	for (size_t at = 0; count == (ssize_t)length && at < length; at++) {
		if (output[at] == expected[at])
			continue;
		if (wrong++ == 0)
			first = at;
		last = at;
	}
	if (count == (ssize_t)length && !wrong && !changed)
		return 0;
	if (!tell)
		return 1;
	printf("process %u, operation %lu, %s %zu bytes: ", process, number,
	       operations[i].op == ALG_OP_ENCRYPT ? "encrypt" : "decrypt", length);
	if (count < 0)
		printf("%s failed with %s\n", syscall_name, name_of(errno));
	else if (count != (ssize_t)length)
		printf("%s returned %zd\n", syscall_name, count);
	else if (wrong)
		printf("%zu wrong, from byte %zu to byte %zu; the first is %02x instead of %02x\n", wrong, first, last,
		       output[first], expected[first]);
	else
		printf("%zu of the bytes around the output changed\n", changed);
	return 1;
}

#include "processes.h"
