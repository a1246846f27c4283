/* While someone fills in a public form, find a number whose hash with the form's stamp begins with
   enough zero bits. Without this file, or where hashing is not available, the form works as well. */
const zeroBits = (bytes) => {
  let bits = 0;
  for (const byte of bytes) {
    if (byte) return bits + Math.clz32(byte) - 24;
    bits += 8;
  }
  return bits;
};

export const work = async (shield) => {
  if (!globalThis.crypto?.subtle) return;
  const stamp = shield.querySelector('[name="shield-stamp"]').value;
  const answer = shield.querySelector('[name="shield-work"]');
  const wanted = Number(shield.dataset.shield);
  const encoder = new TextEncoder();
  for (let number = 0; ; number += 1) {
    const hash = await crypto.subtle.digest("SHA-256", encoder.encode(`${stamp}.${number}`));
    if (zeroBits(new Uint8Array(hash)) >= wanted) {
      answer.value = String(number);
      return;
    }
  }
};
