// node upload.mjs FILE URL: PUT, as WebDAV or nginx's dav_methods take it; boards seldom have curl. Five tries.
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const TRIES = 5;
const [file = '', url = ''] = process.argv.slice(2);
for (let attempt = 1; ; attempt += 1) {
  const problem = await put();
  if (problem === undefined) break;
  process.stderr.write(`upload to ${url}: ${problem} (try ${attempt} of ${TRIES})\n`);
  if (attempt === TRIES) process.exit(1);
  await sleep(attempt * 1000);
}

/** @returns {Promise<string | undefined>} what went wrong */
async function put() {
  try {
    const response = await fetch(url, {
      method: 'PUT',
      body: readFileSync(file),
      signal: AbortSignal.timeout(60_000),
    });
    return response.ok ? undefined : `HTTP ${response.status}`;
  } catch (thrown) {
    const cause = thrown instanceof Error && thrown.cause instanceof Error ? thrown.cause : thrown;
    return cause instanceof Error ? cause.message : String(cause);
  }
}
