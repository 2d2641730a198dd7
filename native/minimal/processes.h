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
		int failed = run_operation(op, memory, i, process, tally->done, tally->failed < SHOWN);

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
	struct tally *tallies =
		mmap(NULL, PROCESSES * sizeof(*tallies), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

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
