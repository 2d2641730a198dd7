import { hasRingLeft, type CaamBoot, type RngState } from '../../scan/caam-boot.js';
import { listed } from '../phrases.js';
import { row } from './status-text.js';

/** How the CAAM came up by a log, and what to do about what did not. */
export function caamBootRows(boot: CaamBoot): readonly string[] {
  return [
    'CAAM, by the lines of its start',
    row('era', boot.era === null ? 'not told' : String(boot.era)),
    row('rings', ringsText(boot)),
    row('RNG', RNG_TEXTS[boot.rng]),
    row(
      'in use',
      boot.registered ? 'its driver registered algorithms' : 'no line says that its driver registered algorithms',
    ),
    ...(boot.failedSelfTests.length === 0 ? [] : [row('failed', `self-test of ${boot.failedSelfTests.join(', ')}`)]),
    ...remedies(boot).map((remedy) => row('to do', remedy)),
  ];
}

const RNG_TEXTS: Readonly<Record<RngState, string>> = {
  'not told': 'not told: the boot loader instantiated it, or the CAAM has none that Linux starts',
  instantiated: 'instantiated',
  failed: 'could not be instantiated',
};

function ringsText({ jobRings, refusedRings, queueInterface, isWithoutRing }: CaamBoot): string {
  return listed(
    jobRings === null ? 'not told how many' : `${String(jobRings)} for Linux by the device tree`,
    refusedRings.length === 0 ? '' : `${String(refusedRings.length)} refused (${refusedRings.join(', ')})`,
    isWithoutRing ? 'none left for a transform' : '',
    queueInterface === null ? '' : queueInterface ? 'a queue interface' : 'no queue interface',
  );
}

function remedies(boot: CaamBoot): readonly string[] {
  const { jobRings, refusedRings, isWithoutRing, rng, failedSelfTests } = boot;
  const none = isWithoutRing || (jobRings !== null && jobRings > 0 && refusedRings.length >= jobRings);
  return [
    ...(none
      ? [
          'no job ring is left for Linux, so every bind of a CAAM driver ends with ENODEV: let the secure world (HAB, OP-TEE) ' +
            'give one back, and enable its node in the device tree',
        ]
      : refusedRings.length > 0 && hasRingLeft(boot)
        ? [
            `harmless: another ring works; status = "disabled" in the device tree for ${refusedRings.join(', ')} silences it, ` +
              'since the secure world owns it',
          ]
        : []),
    ...(rng === 'failed'
      ? ['see the lines of the RNG with decode --log: whether a DECO was granted, and which entropy delays were tried']
      : []),
    ...(failedSelfTests.length > 0
      ? [
          'the kernel does not use what failed its self-test: read the status word logged beside it, and bisect the driver',
        ]
      : []),
  ];
}
