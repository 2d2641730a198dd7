/**
 * The names that the drivers of drivers/crypto have on the bus, which is what dev_err puts before the device; and the
 * prefixes of the frameworks behind them. A run adds what sysfs says (engine-drivers.ts): this is for the drivers that
 * have no device, and for saved logs.
 */
const ENGINES = new Set(
  (
    '420xx 4xxx artpec6-crypto aspeed-hace atmel-aes atmel-sha atmel-tdes brcm-spu-crypto c3xxx c3xxxvf c6xx c6xxvf caam ' +
    'caam-jr caam-qi ccp ccree chcr cptvf cryp crypto-engine crypto-safexcel crypto4xx dcp dh895xcc dh895xccvf dpaa2-caam ' +
    'geode-aes gxl-crypto hisi-hpre hisi-sec hisi-sec-platform-driver hisi-zip iaa-crypto img-hash-accelerator ' +
    'inside-secure-eip93 ixp4xx-crypto jh7110-crypto keembay-ocs-aes keembay-ocs-ecc keembay-ocs-hcu marvell-cesa mtk-crypto ' +
    'mtk-eip93 mv-cesa mxs-dcp n2-crypto n2cp ncp nx-crypto octeontx-cpt octeontx-cptvf omap-aes omap-des omap-sham ' +
    'picoxcell-crypto qat qce qcrypto rk3288-crypto rvu-cptpf rvu-cptvf s5p-aes s5p-secss s5p-sss sa2ul sahara saul-crypto ' +
    'sl3516-crypto stm32-cryp stm32-hash sun4i-ss sun8i-ce sun8i-ss talitos tegra-aes tegra-hash tegra-se thunder-cpt ' +
    'thunder-cptvf vce virtio-crypto zynqmp-aes zynqmp-sha zynqmp-sha3'
  )
    .split(' ')
    .map(engineName),
);

/** Devices that the device tree names after what they are: `2101000.jr`, `1e004000.crypto`. */
const ENGINE_DEVICE = /^[0-9a-f]+\.(?:crypto|caam|jr\d*|dcp|sahara)$/;

/** What dev_err and most messages put first: `caam_jr 2101000.jr: `, `ccp-1: `; the device is '' where there is none. */
export interface MessagePrefix {
  readonly driver: string;
  readonly device: string;
}

export function messagePrefix(text: string): MessagePrefix {
  const [, driver = '', device = ''] = /^([^\s:]+)(?: ([\w.:@+-]+?))?(?::(?:\s|$)|\s)/.exec(text) ?? [];
  return { driver: engineName(driver), device };
}

/**
 * Whether a message is that of a crypto engine, by its first words.
 *
 * @param watched drivers or devices, as `engineName` has them
 */
export function isOfEngine({ driver, device }: MessagePrefix, watched: ReadonlySet<string>): boolean {
  return ENGINES.has(driver) || watched.has(driver) || watched.has(engineName(device)) || isEngineDevice(device);
}

/** Whether a device is a crypto engine by its name. */
export function isEngineDevice(device: string): boolean {
  return ENGINE_DEVICE.test(device);
}

/** `caam_jr` and `caam-jr` are one name, `sun8i-ce` and `4xxx` are names, and `ccp-1` is the first of the ccp. */
export function engineName(text: string): string {
  return text
    .toLowerCase()
    .replaceAll('_', '-')
    .replace(/-?\d+$/, '');
}
