import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { buffer, text } from 'node:stream/consumers';
import { it } from 'node:test';
import { PROJECT_ROOT } from '../helpers/paths.js';
import { TemporaryDirectory } from '../helpers/temporary-directory.js';

/** Its exit code, what it said, and what a server that answers so got. */
async function upload(
  content: Buffer,
  statusOf: (request: number) => number,
): Promise<{ code: number | null; stderr: string; received: readonly (readonly [string, string, Buffer])[] }> {
  using directory = new TemporaryDirectory();
  const file = directory.join('run.tar.gz');
  writeFileSync(file, content);
  const received: (readonly [string, string, Buffer])[] = [];
  const server = createServer((request, response) => {
    void buffer(request).then((body) => {
      received.push([request.method ?? '', request.url ?? '', body]);
      response.writeHead(statusOf(received.length)).end();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  assert.ok(typeof address === 'object' && address !== null);
  const url = `http://127.0.0.1:${String(address.port)}/results/6.12.1/board-01.tar.gz`;
  const child = spawn(process.execPath, [join(PROJECT_ROOT, 'lava/upload.mjs'), file, url]);
  const code = new Promise<number | null>((resolve) => child.on('close', resolve));
  const stderr = await text(child.stderr);
  const ended = { code: await code, stderr, received };
  server.closeAllConnections();
  server.close();
  return ended;
}

it('a board sends its results with PUT', async () => {
  const content = Buffer.from(Array.from({ length: 100_000 }, (_, index) => index & 0xff));
  const { code, stderr, received } = await upload(content, () => 201);
  assert.deepEqual([code, stderr], [0, '']);
  assert.deepEqual(received, [['PUT', '/results/6.12.1/board-01.tar.gz', content]]);
});

it('a board tries again, and says why', async () => {
  const { code, stderr, received } = await upload(Buffer.from('x'), (request) => (request === 1 ? 503 : 204));
  assert.equal(code, 0);
  assert.match(stderr, /^upload to http.*: HTTP 503 \(try 1 of 5\)\n$/);
  assert.equal(received.length, 2);
});
