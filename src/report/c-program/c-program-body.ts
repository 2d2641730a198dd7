/** The part of the C program that is the same in all of them; see c-program.ts. */
export const C_BODY = String.raw`#define COUNT (sizeof(operations) / sizeof(operations[0]))

#ifndef SOL_ALG
#define SOL_ALG 279
#endif

#define PAGE 4096
#define LINE 64
#define GUARD 64     /* bytes on either side of the output that must not change */
#define POISON 0xa5  /* what the output and its guards are filled with before */
#define SHOWN 10     /* failures told of by each process */

struct vector {
	unsigned char iv[IV_SIZE + 1];
	unsigned char input[MAX_LENGTH];
	unsigned char expected[MAX_LENGTH];
};

/* Of one process, in memory that all share. */
struct tally {
	unsigned long done;
	unsigned long failed;
	int unusable;
};

static struct vector vectors[COUNT];
static uint64_t state;

/* SplitMix64 */
static uint64_t next_random(void)
{
	uint64_t word = state += 0x9e3779b97f4a7c15ULL;

	word = (word ^ (word >> 30)) * 0xbf58476d1ce4e5b9ULL;
	word = (word ^ (word >> 27)) * 0x94d049bb133111ebULL;
	return word ^ (word >> 31);
}

static void fill_random(unsigned char *bytes, size_t count)
{
	for (size_t at = 0; at < count; at += 8) {
		uint64_t word = next_random();

		for (size_t i = at; i < at + 8 && i < count; i++, word >>= 8)
			bytes[i] = (unsigned char)word;
	}
}

static unsigned char digit(char c)
{
	return (unsigned char)(c <= '9' ? c - '0' : c - 'a' + 10);
}

static void read_hex(unsigned char *bytes, const char *hex)
{
	for (; *hex; hex += 2)
		*bytes++ = (unsigned char)(digit(hex[0]) << 4 | digit(hex[1]));
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

static const char *name_of(int error)
{
	static const struct {
		int error;
		const char *name;
	} names[] = {
		{ EACCES, "EACCES" }, { EAFNOSUPPORT, "EAFNOSUPPORT" }, { EAGAIN, "EAGAIN" },
		{ EBADMSG, "EBADMSG" }, { EBUSY, "EBUSY" }, { EFAULT, "EFAULT" },
		{ EINPROGRESS, "EINPROGRESS" }, { EINVAL, "EINVAL" }, { EIO, "EIO" },
		{ ELIBBAD, "ELIBBAD" }, { EMSGSIZE, "EMSGSIZE" }, { ENOENT, "ENOENT" },
		{ ENOKEY, "ENOKEY" }, { ENOMEM, "ENOMEM" }, { ENOSPC, "ENOSPC" },
		{ EPERM, "EPERM" }, { ETIMEDOUT, "ETIMEDOUT" },
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (names[i].error == error)
			return names[i].name;
	return strerror(error);
}

static int unusable(const char *what)
{
	fprintf(stderr, "%s for %s failed with %s: nothing was tested\n", what, ALGORITHM, name_of(errno));
	return -1;
}

/* A socket with the algorithm and the key; -1 when there is none to be had. */
static int open_tfm(void)
{
	struct sockaddr_alg address = { .salg_family = AF_ALG, .salg_type = "skcipher", .salg_name = ALGORITHM };
	unsigned char key[KEY_SIZE];
	int tfm = socket(AF_ALG, SOCK_SEQPACKET, 0);

	if (tfm < 0)
		return unusable("socket");
	if (bind(tfm, (struct sockaddr *)&address, sizeof(address)) < 0)
		return unusable("bind");
	read_hex(key, KEY);
	if (setsockopt(tfm, SOL_ALG, ALG_SET_KEY, key, KEY_SIZE) < 0)
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
static int run(int op, unsigned char *memory, size_t i, unsigned process, unsigned long number, int tell)
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

static void work(unsigned process, unsigned long limit, struct tally *tally)
{
	unsigned char *memory = aligned_alloc(PAGE, 2 * PAGE + (MAX_LENGTH + GUARD + PAGE - 1) / PAGE * PAGE);
	int tfm = memory ? open_tfm() : -1, op = tfm < 0 ? -1 : accept(tfm, NULL, NULL);

	if (tfm >= 0 && op < 0)
		unusable("accept");
	tally->unusable = op < 0;
	state = SEED + process;
	while (op >= 0 && tally->done < limit) {
		/* Not the same as the process beside it, at the same time. */
		size_t i = (tally->done + process) % COUNT;
		int failed = run(op, memory, i, process, tally->done, tally->failed < SHOWN);

		tally->done++;
		if (!failed)
			continue;
		tally->failed++;
		/* After an error the socket may hold unread data, and answer EINVAL for ever. */
		close(op);
		op = accept(tfm, NULL, NULL);
	}
}

int main(int argc, char **argv)
{
	unsigned long limit = argc > 1 ? strtoul(argv[1], NULL, 0) : OPERATIONS, done = 0, failed = 0;
	int unusable_processes = 0;
	struct tally *tallies = mmap(NULL, PROCESSES * sizeof(*tallies), PROT_READ | PROT_WRITE,
				     MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	if (tallies == MAP_FAILED)
		return 4;
	setvbuf(stdout, NULL, _IOLBF, 0);
	make_vectors();
	for (unsigned process = 0; process < PROCESSES; process++) {
		pid_t child = fork();

		if (child < 0)
			tallies[process].unusable = 1;
		if (child == 0) {
			work(process, limit, &tallies[process]);
			return 0;
		}
	}
	while (wait(NULL) > 0)
		;
	for (unsigned process = 0; process < PROCESSES; process++) {
		done += tallies[process].done;
		failed += tallies[process].failed;
		unusable_processes += tallies[process].unusable;
	}
	printf("%s: %lu of %lu operations failed\n", ALGORITHM, failed, done);
	return failed ? 1 : unusable_processes ? 4 : 0;
}
`;
