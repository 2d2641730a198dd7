import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { runTool, TOOL_NAMES } from '#tools/main.js';
import { PROJECT_ROOT } from '../../helpers/paths.js';

/** What `node scripts/tool.mjs` is asked for in package.json. */
function toolsInManifest(): readonly string[] {
  const manifest = readFileSync(join(PROJECT_ROOT, 'package.json'), 'utf8');
  return [...manifest.matchAll(/"node scripts\/tool\.mjs (\S+?)[ "]/g)].map(([, name]) => String(name));
}

describe('the tools', () => {
  it('are the commands of package.json, and in-guest, which has a script of its own', () => {
    const asked = [...new Set([...toolsInManifest(), 'in-guest'])];
    assert.deepEqual(asked.sort(), [...TOOL_NAMES].sort());
  });

  it('end with the exit code for usage when there is none of a name, or an option is wrong', async () => {
    assert.equal(await runTool('tset', []), 64);
    assert.equal(await runTool('in-guest', ['--guest', 'vmware', '--', 'true']), 64);
    assert.equal(await runTool('in-guest', ['--guest', 'uml']), 64);
    assert.equal(await runTool('vce:build', ['--guest', 'uml', '--kernel', '6.1']), 64);
    assert.equal(await runTool('guest:qemu', ['--kernel', '4.19']), 64);
  });
});
