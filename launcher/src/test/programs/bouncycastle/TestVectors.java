import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.Security;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.BlockCipher;
import org.bouncycastle.crypto.BufferedBlockCipher;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.digests.Blake2bDigest;
import org.bouncycastle.crypto.digests.MD5Digest;
import org.bouncycastle.crypto.digests.RIPEMD160Digest;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA3Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.digests.WhirlpoolDigest;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.engines.BlowfishEngine;
import org.bouncycastle.crypto.engines.ChaCha7539Engine;
import org.bouncycastle.crypto.engines.DESedeEngine;
import org.bouncycastle.crypto.engines.RC4Engine;
import org.bouncycastle.crypto.engines.TwofishEngine;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.modes.CBCBlockCipher;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.paddings.PaddedBufferedBlockCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.util.encoders.Base64;
import org.bouncycastle.util.encoders.Hex;

/** Digests, ciphers, codes and a signature of Bouncy Castle against vectors of their standards. */
public final class TestVectors {
  private TestVectors() {}

  private static void check(String what, byte[] actual, String published) {
    String hex = Hex.toHexString(actual);
    System.out.println(what + " " + (hex.equals(published) ? "as published" : "WRONG " + hex));
  }

  private static void digest(Digest digest, String published) {
    byte[] abc = "abc".getBytes(StandardCharsets.US_ASCII);
    digest.update(abc, 0, abc.length);
    byte[] result = new byte[digest.getDigestSize()];
    digest.doFinal(result, 0);
    check(digest.getAlgorithmName(), result, published);
  }

  private static void block(BlockCipher cipher, String key, String plain, String published) {
    byte[] in = Hex.decode(plain);
    byte[] out = new byte[in.length];
    cipher.init(true, new KeyParameter(Hex.decode(key)));
    cipher.processBlock(in, 0, out, 0);
    check(cipher.getAlgorithmName(), out, published);
    cipher.init(false, new KeyParameter(Hex.decode(key)));
    byte[] back = new byte[in.length];
    cipher.processBlock(out, 0, back, 0);
    System.out.println(Arrays.equals(in, back));
  }

  public static void main(String[] args) throws Exception {
    digest(new MD5Digest(), "900150983cd24fb0d6963f7d28e17f72");
    digest(new SHA1Digest(), "a9993e364706816aba3e25717850c26c9cd0d89d");
    digest(new SHA256Digest(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    digest(
        new SHA512Digest(),
        "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
            + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f");
    digest(new SHA3Digest(256), "3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532");
    digest(new RIPEMD160Digest(), "8eb208f7e05d987a9b044a8e98c6b087f15a0bfc");
    digest(
        new Blake2bDigest(512),
        "ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d1"
            + "7d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923");
    digest(
        new WhirlpoolDigest(),
        "4e2448a4c6f486bb16b6562c73b4020bf3043e3a731bce721ae1b303d97e6d4c"
            + "7181eebdb6c57e277d0e34957114cbd6c797fc9d95d8b582d225292076d4eef5");
    block(
        AESEngine.newInstance(),
        "000102030405060708090a0b0c0d0e0f",
        "00112233445566778899aabbccddeeff",
        "69c4e0d86a7b0430d8cdb78070b4c55a");
    block(
        AESEngine.newInstance(),
        "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
        "00112233445566778899aabbccddeeff",
        "8ea2b7ca516745bfeafc49904b496089");
    block(new BlowfishEngine(), "0123456789abcdef", "1111111111111111", "61f9c3802281b096");
    block(
        new DESedeEngine(),
        "0123456789abcdef23456789abcdef01456789abcdef0123",
        "5468652071756663",
        "a826fd8ce53b855f");
    block(
        new TwofishEngine(),
        "00000000000000000000000000000000",
        "00000000000000000000000000000000",
        "9f589f5cf6122c32b6bfec2f2ae8c35a");
    streams();
    modes();
    signature();
    provider();
  }

  private static void streams() {
    RC4Engine rc4 = new RC4Engine();
    rc4.init(true, new KeyParameter("Key".getBytes(StandardCharsets.US_ASCII)));
    byte[] in = "Plaintext".getBytes(StandardCharsets.US_ASCII);
    byte[] out = new byte[in.length];
    rc4.processBytes(in, 0, in.length, out, 0);
    check("RC4", out, "bbf316e8d940af0ad3");
    ChaCha7539Engine chacha = new ChaCha7539Engine();
    byte[] key = Hex.decode("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
    chacha.init(
        true, new ParametersWithIV(new KeyParameter(key), Hex.decode("000000000000004a00000000")));
    byte[] skipped = new byte[64];
    chacha.processBytes(new byte[64], 0, 64, skipped, 0);
    byte[] sun = "Ladies and Gentl".getBytes(StandardCharsets.US_ASCII);
    byte[] hidden = new byte[16];
    chacha.processBytes(sun, 0, 16, hidden, 0);
    check("ChaCha20", hidden, "6e2e359a2568f98041ba0728dd0d6981");
    HMac mac = new HMac(new SHA256Digest());
    mac.init(new KeyParameter("Jefe".getBytes(StandardCharsets.US_ASCII)));
    byte[] text = "what do ya want for nothing?".getBytes(StandardCharsets.US_ASCII);
    mac.update(text, 0, text.length);
    byte[] code = new byte[mac.getMacSize()];
    mac.doFinal(code, 0);
    check("HMAC", code, "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    PKCS5S2ParametersGenerator generator = new PKCS5S2ParametersGenerator();
    generator.init(
        "password".getBytes(StandardCharsets.US_ASCII),
        "salt".getBytes(StandardCharsets.US_ASCII),
        2);
    KeyParameter derived = (KeyParameter) generator.generateDerivedMacParameters(160);
    check("PBKDF2", derived.getKey(), "ea6c014dc72d6f8ccd1ed92ace1d41f0d8de8957");
  }

  private static void modes() throws InvalidCipherTextException {
    byte[] key = Hex.decode("2b7e151628aed2a6abf7158809cf4f3c");
    byte[] iv = Hex.decode("000102030405060708090a0b0c0d0e0f");
    BufferedBlockCipher cbc =
        new PaddedBufferedBlockCipher(CBCBlockCipher.newInstance(AESEngine.newInstance()));
    cbc.init(true, new ParametersWithIV(new KeyParameter(key), iv));
    byte[] plain = Hex.decode("6bc1bee22e409f96e93d7e117393172a");
    byte[] out = new byte[cbc.getOutputSize(plain.length)];
    int length = cbc.processBytes(plain, 0, plain.length, out, 0);
    length += cbc.doFinal(out, length);
    check("CBC", Arrays.copyOf(out, 16), "7649abac8119b246cee98e9b12e9197d");
    System.out.println(length + " " + new String(Base64.encode(out), StandardCharsets.US_ASCII));
    GCMBlockCipher gcm = (GCMBlockCipher) GCMBlockCipher.newInstance(AESEngine.newInstance());
    gcm.init(true, new AEADParameters(new KeyParameter(new byte[16]), 128, new byte[12]));
    byte[] sealed = new byte[gcm.getOutputSize(16)];
    int done = gcm.processBytes(new byte[16], 0, 16, sealed, 0);
    gcm.doFinal(sealed, done);
    check("GCM", sealed, "0388dace60b6a392f328c2b971b2fe78ab6e47d42cec13bdf53a67b21257bddf");
    sealed[3] ^= 1;
    gcm.init(false, new AEADParameters(new KeyParameter(new byte[16]), 128, new byte[12]));
    try {
      byte[] opened = new byte[gcm.getOutputSize(sealed.length)];
      gcm.doFinal(opened, gcm.processBytes(sealed, 0, sealed.length, opened, 0));
      System.out.println("WRONG");
    } catch (InvalidCipherTextException e) {
      System.out.println(e.getMessage());
    }
  }

  private static void signature() {
    byte[] secret = Hex.decode("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
    Ed25519PrivateKeyParameters key = new Ed25519PrivateKeyParameters(secret, 0);
    check(
        "public key",
        key.generatePublicKey().getEncoded(),
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
    Ed25519Signer signer = new Ed25519Signer();
    signer.init(true, key);
    byte[] signature = signer.generateSignature();
    check(
        "Ed25519",
        signature,
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555"
            + "fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b");
    signer.init(false, key.generatePublicKey());
    System.out.println(signer.verifySignature(signature));
    BigInteger p = BigInteger.ONE.shiftLeft(127).subtract(BigInteger.ONE);
    System.out.println(BigInteger.TWO.modPow(p.subtract(BigInteger.ONE), p));
  }

  /** Through the library's own architecture. */
  private static void provider() throws Exception {
    Security.addProvider(new BouncyCastleProvider());
    MessageDigest digest = MessageDigest.getInstance("SM3", "BC");
    check(
        "SM3",
        digest.digest("abc".getBytes(StandardCharsets.US_ASCII)),
        "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
    Cipher cipher = Cipher.getInstance("AES/CBC/PKCS7Padding", "BC");
    cipher.init(
        Cipher.ENCRYPT_MODE,
        new SecretKeySpec(new byte[16], "AES"),
        new IvParameterSpec(new byte[16]));
    System.out.println(
        Hex.toHexString(cipher.doFinal(new byte[5])) + " " + cipher.getProvider().getName());
  }
}
