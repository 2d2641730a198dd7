import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Examiner } from '#dist/forensics/examiner.js';
import { findingPage, type FindingPage } from '#dist/report/finding-page.js';
import { computeDirectly } from '#dist/oracle/skcipher/direct.js';
import { changed, Operations } from '../../helpers/damaged.js';
import { DEFAULT_WORKLOAD } from '../../helpers/workloads.js';

const OPERATIONS = new Operations({ ...DEFAULT_WORKLOAD, seed: 0x5eedn, direction: 'encrypt' });
const OPERATION = OPERATIONS.at({ worker: 3, burst: 12, operation: 4711 });

const PAGE: Omit<FindingPage, 'analysis'> = {
  path: 'results/run/findings/0001',
  canReplay: true,
  text: 'what happened',
  kernelLog: null,
  descriptors: null,
};

describe('finding.txt', () => {
  it('is the replay command, the sentence, the bytes, where they lie, the kernel log, and evidence', () => {
    const { workload, key, input } = OPERATION;
    const { iv } = OPERATIONS.at({ worker: 3, burst: 12, operation: 4710 });
    const actual = computeDirectly(workload.mode, 'encrypt', key, iv, input);
    const analysis = new Examiner(workload).examine({ ...OPERATION, actual }, []);
    const kernelLog = ['[ 1234.567890] caam_jr 2102000.jr1: 40001210: DECO: desc idx 18'];
    const text = findingPage({ ...PAGE, analysis, kernelLog });
    assert.equal(text, NOREG);
  });

  it('marks a flipped bit', () => {
    const actual = changed(OPERATION.expected, (copy) => (copy[100] = (copy[100] ?? 0) ^ 0x80));
    const analysis = new Examiner(OPERATION.workload).examine({ ...OPERATION, actual }, []);
    const marked = findingPage({ ...PAGE, analysis }).match(/\*[0-9a-f]{2}/g);
    assert.deepEqual(marked, [`*${(actual[100] ?? 0).toString(16).padStart(2, '0')}`]);
  });

  it('says why the bytes were not examined', () => {
    const analysis = { kind: 'skipped', why: 'the first 100 findings of the run were' } as const;
    assert.equal(
      findingPage({ ...PAGE, analysis }),
      'afalg-stress replay results/run/findings/0001\n\nwhat happened\n\n' +
        'not examined: the first 100 findings of the run were\n',
    );
  });

  it('is the sentence alone where there is no operation to replay', () => {
    assert.equal(findingPage({ ...PAGE, canReplay: false, analysis: null }), 'what happened\n');
  });

  it('says that the kernel said nothing, if somebody listened', () => {
    const text = findingPage({ ...PAGE, analysis: null, kernelLog: [] });
    assert.match(text, /\n\nkernel log\n {2}no line\n$/);
  });
});

const NOREG = `afalg-stress replay results/run/findings/0001

what happened

         expected                                        | actual, * differs
        ...
  -0020  a5 a5 a5 a5 a5 a5 a5 a5 a5 a5 a5 a5 a5 a5 a5 a5 | a5 a5 a5 a5 a5 a5 a5 a5 a5 a5 a5 a5 a5 a5 a5 a5
  -0010  a5 a5 a5 a5 a5 a5 a5 a5 a5 a5 a5 a5 a5 a5 a5 a5 | a5 a5 a5 a5 a5 a5 a5 a5 a5 a5 a5 a5 a5 a5 a5 a5
        -- start of the buffer --
   0000  0b 59 37 a5 7c 61 6e f9 da 30 a8 30 40 88 c3 70 |*95*1c*51*d4*7d*3a*a0*02*b8*6d*e6*e0*6d*fd*78*97
   0010  c7 a7 99 67 5f 65 c7 c7 82 73 59 7d 27 1a d3 ab |*86*e1*59*bc*61*78*4a*83*ef*8c*ae*b7*1d*fb*91*d6
   0020  c1 e6 b2 7d 9c f1 34 0c 24 ca 36 a8 bd 2f 30 c7 |*1a*c4*bf*51*c0*08*b9*ce*ed*42*9d*99*2c*4c*9a*25
   0030  09 54 1e 53 59 e3 05 84 00 10 83 14 1d 8a f3 cc |*a1*ee*4d*e7*83*48*22*99*49*3d*8c*55*e7*3c*86*57
   0040  03 6e c3 11 7d f4 de 6e 1a 25 79 12 0f 33 38 56 |*ec*d0*70*1a*15*6d*3f*7b*52*31*1b*fc*a5*b6*47*6e
   0050  a5 06 96 2a 3f dc 8c 31 87 de 8c 39 e8 4c 59 d2 |*75*54*59*a0*e3*79*20*f9*06*2a*f9*fa*4c*ae*f4*26
        ...

                       first bad byte             last bad byte
  of 2640              0 (0x0)                    2639 (0xa4f)
  in AES block         byte 0 of the 1st          byte 15 of the 165th
  in 32-byte line      byte 0 of the 95th         byte 15 of the 177th
  in 64-byte line      byte 0 of the 48th         byte 15 of the 89th
  in page (4096)       byte 3008 of the 1st       byte 1551 of the 2nd

kernel log
  [ 1234.567890] caam_jr 2102000.jr1: 40001210: DECO: desc idx 18
    40001210 is DECO, index 18, code 0x10: bad sequence command: a sequence length would go below zero, or a SEQ pointer command is invalid

evidence
  operation 0x5eed:3:12:4711
  certain   encrypted under the IV of operation 4710 of worker 3, the one before
            under the IV f34a62e009566ac075b3ce660c73079a all 2640 bytes of the output are right
  likely    right for an input that differs from the real one in 75 bits in bytes 0 to 15
            inverting the operation gives the input except for 75 bits
  likely    wrong from the first byte to the last
            2629 bytes differ, from byte 0 to 2639
`;
