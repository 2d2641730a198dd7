import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { refuseNewSymbols } from '#tools/build/oldest-system.js';

/** Lines of `objdump -T` for symbols of these versions. */
function symbols(...versions: readonly string[]): string {
  return versions
    .map((version, index) => `00000000      DF *UND*\t00000000 (${version}) symbol${String(index)}`)
    .join('\n');
}

describe('what a prebuilt addon asks for', () => {
  it('may be in the oldest system that was promised', () => {
    refuseNewSymbols(symbols('GLIBC_2.2.5', 'GLIBC_2.28', 'GLIBCXX_3.4.25', 'CXXABI_1.3.11', 'GCC_3.5'));
    refuseNewSymbols('00000000 g    DF .text\t00000040  Base        napi_register_module_v1');
  });

  it('may not be newer, by number and not by text', () => {
    assert.throws(() => {
      refuseNewSymbols(symbols('GLIBC_2.4', 'GLIBC_2.34'));
    }, /the addon needs symbol1 of GLIBC_2\.34, and may need 2\.28 at most/);
    for (const version of ['GLIBC_2.100', 'GLIBCXX_3.4.26', 'CXXABI_1.3.13', 'GCC_12.0.0']) {
      assert.throws(() => {
        refuseNewSymbols(symbols(version));
      }, version);
    }
  });
});
