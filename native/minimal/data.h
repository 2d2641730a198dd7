/* An example of what afalg-stress minimise puts here. */
#define ALGORITHM "cbc(aes)"
#define PROCESSES 1
#define OPERATIONS 500 /* of each process */
#define SEED 0x1ULL
#define AT_PAGE_START 0
#define MAX_LENGTH 16
#define KEY "e3cfb928acc440b196d99aaeb9ed9916"
#define KEY_SIZE 16
#define IV_SIZE 16

/* What the output must be. */
static const char *const expected_0[] = {
	"010290f1fe5b6976ccdaeee8baf6c3fb",
	NULL,
};
static const char *const expected_1[] = {
	"6e0e708b3d26088517e532f139aec4ba",
	NULL,
};
static const char *const expected_2[] = {
	"2b4a3bfd019a052ab1fe6f88c2060f9c",
	NULL,
};
static const char *const expected_3[] = {
	"2ee7cb80bca47b703709ac9080a06dbd",
	NULL,
};

static const struct operation operations[] = {
	{ ALG_OP_ENCRYPT, 16, 16, expected_0 },
	{ ALG_OP_ENCRYPT, 16, 16, expected_1 },
	{ ALG_OP_DECRYPT, 16, 16, expected_2 },
	{ ALG_OP_DECRYPT, 16, 16, expected_3 },
};
