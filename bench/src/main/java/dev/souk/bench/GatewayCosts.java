package dev.souk.bench;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import party.iroiro.luajava.Lua;
import party.iroiro.luajava.luajit.LuaJit;

/** One process of {@link GatewayBench}: runs {@code gateway.lua} in a LuaJIT of its own. */
final class GatewayCosts {
  private static final int TOKENS = 5_000;
  private static final Path GATEWAY_FILES = Path.of("proto/target/classes/gateway");

  private final Map<String, byte[]> signatures = new HashMap<>();
  private final PublicKey key;
  private final Path tokens;

  private GatewayCosts() throws GeneralSecurityException, IOException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    KeyPair pair = generator.generateKeyPair();
    key = pair.getPublic();
    tokens = Files.createTempFile("tokens", ".txt");
    Files.write(tokens, sign(Algorithm.RSA256(null, (RSAPrivateKey) pair.getPrivate())));
  }

  /** Takes the order in which types are first used; run in the project's folder. */
  public static void main(String[] args) throws Exception {
    GatewayCosts costs = new GatewayCosts();
    try {
      System.out.print(costs.measure(args[0]));
    } finally {
      Files.delete(costs.tokens);
    }
  }

  private List<String> sign(Algorithm algorithm) {
    List<String> signed = new ArrayList<>();
    for (int i = 0; i < TOKENS; i++) {
      String token =
          JWT.create()
              .withKeyId("bench")
              .withIssuer("https://souk.local")
              .withAudience("souk")
              .withSubject("usr_" + i)
              .withClaim("sid", "ses_" + i)
              .withClaim("typ", "access")
              .withClaim("email", "buyer" + i + "@example.com")
              .withClaim("roles", List.of("ROLE_CUSTOMER"))
              .withExpiresAt(Instant.now().plus(Duration.ofHours(1)))
              .sign(algorithm);
      int dot = token.lastIndexOf('.');
      signatures.put(
          token.substring(0, dot), Base64.getUrlDecoder().decode(token.substring(dot + 1)));
      signed.add(token);
    }
    return signed;
  }

  private String measure(String order) throws IOException {
    try (LuaJit lua = new LuaJit();
        InputStream script = GatewayCosts.class.getResourceAsStream("gateway.lua")) {
      lua.openLibraries();
      byte[] text = script.readAllBytes();
      lua.load(ByteBuffer.allocateDirect(text.length).put(text).flip(), "=gateway.lua");
      lua.push("kong/plugins");
      lua.push(GATEWAY_FILES.resolve("souk.binpb").toString());
      lua.push(GATEWAY_FILES.resolve("routes.lua").toString());
      lua.push(order);
      lua.push(tokens.toString());
      pushHost(lua);
      lua.pCall(6, 1);
      return lua.toString(-1);
    }
  }

  /** What the verifier of tokens needs, with the embedded host's cryptography: the JDK's. */
  private void pushHost(Lua lua) {
    lua.createTable(0, 3);
    lua.push(l -> {
      l.push(System.currentTimeMillis() / 1e3);
      return 1;
    });
    lua.setField(-2, "now");
    lua.push(l -> {
      l.push(sha256(l.toString(1)));
      return 1;
    });
    lua.setField(-2, "sha256");
    lua.push(l -> {
      l.push(isSignedBy(l.toString(2)));
      return 1;
    });
    lua.setField(-2, "rs256_verify");
  }

  private static String sha256(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Checks the signature that belongs to the text: binary strings do not cross from Lua whole. */
  private boolean isSignedBy(String text) {
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initVerify(key);
      signature.update(text.getBytes(StandardCharsets.UTF_8));
      return signature.verify(signatures.get(text));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
