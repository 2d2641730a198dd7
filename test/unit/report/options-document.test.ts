import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { optionsOf } from '#dist/options/command-table.js';
import { optionsDocument } from '#dist/report/options-document.js';
import { PROJECT_ROOT } from '../../helpers/paths.js';

it('docs/options.md is what the option table says (npm run docs makes it so)', () => {
  assert.equal(readFileSync(join(PROJECT_ROOT, 'docs/options.md'), 'utf8'), optionsDocument());
  for (const { name } of optionsOf('run')) assert.ok(optionsDocument().includes(`\`--${name}`), name);
});
