/* An example of what afalg-stress minimise puts here. */
#define ALGORITHM "hmac(sha1)"
#define PROCESSES 1
#define OPERATIONS 500 /* of each process */
#define SEED 0x1ULL
#define AT_PAGE_START 0
#define TYPE "hash"
#define MAX_LENGTH 104
#define KEY "60e581eb5efdc343b716b15be0386b64ee5f2e3b"
#define KEY_SIZE 20
#define IV_SIZE 0

static const char *const bytes_0[] = {
	"599a62d6",
	NULL,
};
static const char *const bytes_1[] = {
	"86d6ab6293a4c0363636eee5c0b883a8473e5a0a",
	NULL,
};
static const char *const bytes_2[] = {
	"cc5ac2141960044810ad5e99a48481dce1bf4ce2c82a9a49b8011353636e034f",
	"23f8c50a",
	NULL,
};
static const char *const bytes_3[] = {
	"aac10d7667565cdfe859cc6e1fa5d50dffbd64dd",
	NULL,
};
static const char *const bytes_4[] = {
	"0704701ab8030f031bf57f627b579f8824",
	NULL,
};
static const char *const bytes_5[] = {
	"9d4b05820e1c73d0a242379bcd43bf5d1bdd3faa",
	NULL,
};
static const char *const bytes_6[] = {
	"453461014800d80d837df93a634b4bd18f72146905241f",
	NULL,
};
static const char *const bytes_7[] = {
	"c602b270767b92a94ff614822b1c0578f7719332",
	NULL,
};
static const char *const bytes_8[] = {
	"59e611ca3787776e",
	NULL,
};
static const char *const bytes_9[] = {
	"915cf4976940abfb5f5d4dd11db94fbddeaa2765",
	NULL,
};
static const char *const bytes_10[] = {
	"0edcc0fb48adeaab1b0e016a85c2b9958ae801d850616d748fd3fc9f3a04d8c9",
	NULL,
};
static const char *const bytes_11[] = {
	"42d7d5d27ea86ed5fc74a2e23b2fd31877715c39",
	NULL,
};
static const char *const bytes_12[] = {
	"3688fee61f6746b0a1e39c3070532b1e387e",
	NULL,
};
static const char *const bytes_13[] = {
	"8db0b8360eba4ba7529d84ae174fa46271b23ea4",
	NULL,
};
static const char *const bytes_14[] = {
	"4194c25fbe10aee49b6044ae6f73d24017ef16887b68",
	NULL,
};
static const char *const bytes_15[] = {
	"3cb83966b5e7edd4438d0267bb7f2145c8e94b4d",
	NULL,
};

static const struct step steps[] = {
	{ .kind = SEND, .direction = -1, .more = 1, .bytes = bytes_0, .length = 4 },
	{ .kind = CLONE, .to = 1 },
	{ .kind = RECEIVE, .socket = 1, .bytes = bytes_1, .length = 20, .at = 0 },
	{ .kind = SEND, .direction = -1, .bytes = bytes_2, .length = 36 },
	{ .kind = RECEIVE, .bytes = bytes_3, .length = 20, .at = 84 },
	{ .kind = SEND, .direction = -1, .more = 1, .bytes = bytes_4, .length = 17 },
	{ .kind = CLONE, .to = 1 },
	{ .kind = RECEIVE, .socket = 1, .bytes = bytes_5, .length = 20, .at = 0 },
	{ .kind = SEND, .direction = -1, .bytes = bytes_6, .length = 23 },
	{ .kind = RECEIVE, .bytes = bytes_7, .length = 20, .at = 84 },
	{ .kind = SEND, .direction = -1, .more = 1, .bytes = bytes_8, .length = 8 },
	{ .kind = CLONE, .to = 1 },
	{ .kind = RECEIVE, .socket = 1, .bytes = bytes_9, .length = 20, .at = 0 },
	{ .kind = SEND, .direction = -1, .bytes = bytes_10, .length = 32 },
	{ .kind = RECEIVE, .bytes = bytes_11, .length = 20, .at = 84 },
	{ .kind = SEND, .direction = -1, .more = 1, .bytes = bytes_12, .length = 18 },
	{ .kind = CLONE, .to = 1 },
	{ .kind = RECEIVE, .socket = 1, .bytes = bytes_13, .length = 20, .at = 0 },
	{ .kind = SEND, .direction = -1, .bytes = bytes_14, .length = 22 },
	{ .kind = RECEIVE, .bytes = bytes_15, .length = 20, .at = 84 },
};

static const struct operation operations[] = {
	{ "digest of 40 bytes, cloned after 4", 0, 5 },
	{ "digest of 40 bytes, cloned after 17", 5, 5 },
	{ "digest of 40 bytes, cloned after 8", 10, 5 },
	{ "digest of 40 bytes, cloned after 18", 15, 5 },
};
