// The browser's cryptography, for src/platform/crypto.rs: chains of promises, which weigh in the program ten times what they
// weigh here. Not there at all where the browser has none: pages of `http://` addresses other than the computer's own.
//
// A key is a list, as it is kept: what signs, its public half, the key that closes the copy, the copy's IV, the copy. Neither
// of the browser's keys in it can be had out of the browser.
{
  const { subtle } = globalThis.crypto ?? {};
  const ecdsa = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const aes = (iv) => ({ name: 'AES-GCM', length: 256, iv });
  const uses = ['encrypt', 'decrypt'];
  const bytes = (text) => new TextEncoder().encode(text);
  const list = (buffer) => new Uint8Array(buffer);
  const random = (length) => crypto.getRandomValues(new Uint8Array(length));

  const kept = async (secret, open) => {
    const closing = await subtle.generateKey(aes(), false, uses);
    const iv = random(12);
    const signing = await subtle.importKey('pkcs8', secret, ecdsa, false, ['sign']);
    return [signing, open, closing, iv, list(await subtle.encrypt(aes(iv), closing, secret))];
  };

  // A key for content, and the value by which its passphrase is known, each derived for its purpose.
  const derived = async (passphrase, salt, iterations, [encryption, check]) => {
    const hash = 'SHA-256';
    const from = (form, secret) => subtle.importKey('raw', secret, form, false, ['deriveBits', 'deriveKey']);
    // The same letters, however they were typed: input methods offer some of them in several widths.
    const typed = await from('PBKDF2', bytes(passphrase.normalize('NFKC')));
    const secret = await subtle.deriveBits({ name: 'PBKDF2', hash, salt, iterations }, typed, 256);
    const slow = await from('HKDF', secret);
    const purpose = (info) => ({ name: 'HKDF', hash, salt: list(0), info: bytes(info) });
    return [
      await subtle.deriveKey(purpose(encryption), slow, aes(), false, uses),
      list(await subtle.deriveBits(purpose(check), slow, 128)),
    ];
  };

  const all = {
    make: async () => {
      const { privateKey, publicKey } = await subtle.generateKey(ecdsa, true, ['sign', 'verify']);
      return kept(await subtle.exportKey('pkcs8', privateKey), list(await subtle.exportKey('raw', publicKey)));
    },
    secret: async ([, , closing, iv, copy]) => list(await subtle.decrypt(aes(iv), closing, copy)),
    sign: async ([signing], text) => list(await subtle.sign(ecdsa, signing, bytes(text))),
    verify: async (open, signature, text) =>
      subtle.verify(ecdsa, await subtle.importKey('raw', open, ecdsa, true, ['verify']), signature, bytes(text)),
    // Both halves are of one pair, or what is signed would be nobody's.
    take: async (secret, open) => {
      const key = await kept(secret, open);
      if (await all.verify(open, await all.sign(key, ''), '')) return key;
      throw new DOMException('two keys', 'DataError');
    },
    seal: async (text, passphrase, iterations, purposes) => {
      const [salt, iv] = [random(16), random(12)];
      const [key, check] = await derived(passphrase, salt, iterations, purposes);
      return [salt, iv, check, list(await subtle.encrypt(aes(iv), key, bytes(text)))];
    },
    // What was sealed; nothing for another passphrase, and false where it was altered.
    unseal: async (passphrase, salt, iterations, purposes, iv, check, content) => {
      const [key, known] = await derived(passphrase, salt, iterations, purposes);
      if (known.some((byte, at) => byte !== check[at])) return undefined;
      return subtle.decrypt(aes(iv), key, content).then(list, () => false);
    },
  };
  if (subtle) globalThis.jinweiCrypto = (what, given) => all[what](...given);
}
