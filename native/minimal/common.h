#define COUNT (sizeof(operations) / sizeof(operations[0]))

#ifndef SOL_ALG
#define SOL_ALG 279
#endif

#define PAGE 4096
#define LINE 64
#define GUARD 64 /* bytes on either side of the output that must not change */
#define POISON 0xa5 /* what the output and its guards are filled with before */
#define SHOWN 10 /* failures told of by each process */

/* Of one process, in memory that all share. */
struct tally {
	unsigned long done;
	unsigned long failed;
	int unusable;
};

static uint64_t state;

/* SplitMix64 */
static uint64_t next_random(void)
{
	uint64_t word = state += 0x9e3779b97f4a7c15ULL;

	word = (word ^ (word >> 30)) * 0xbf58476d1ce4e5b9ULL;
	word = (word ^ (word >> 27)) * 0x94d049bb133111ebULL;
	return word ^ (word >> 31);
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

static const char *name_of(int error)
{
	static const struct {
		int error;
		const char *name;
	} names[] = {
		{ EACCES, "EACCES" },
		{ EAFNOSUPPORT, "EAFNOSUPPORT" },
		{ EAGAIN, "EAGAIN" },
		{ EBADMSG, "EBADMSG" },
		{ EBUSY, "EBUSY" },
		{ EFAULT, "EFAULT" },
		{ EINPROGRESS, "EINPROGRESS" },
		{ EINVAL, "EINVAL" },
		{ EIO, "EIO" },
		{ ELIBBAD, "ELIBBAD" },
		{ EMSGSIZE, "EMSGSIZE" },
		{ ENOENT, "ENOENT" },
		{ ENOKEY, "ENOKEY" },
		{ ENOMEM, "ENOMEM" },
		{ ENOSPC, "ENOSPC" },
		{ EPERM, "EPERM" },
		{ ETIMEDOUT, "ETIMEDOUT" },
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

/* A socket with the algorithm; -1 when there is none to be had. */
static int bound_socket(const char *type)
{
	struct sockaddr_alg address = { .salg_family = AF_ALG, .salg_name = ALGORITHM };
	int tfm = socket(AF_ALG, SOCK_SEQPACKET, 0);

	if (tfm < 0)
		return unusable("socket");
	strcpy((char *)address.salg_type, type);
	if (bind(tfm, (struct sockaddr *)&address, sizeof(address)) < 0)
		return unusable("bind");
	return tfm;
}
