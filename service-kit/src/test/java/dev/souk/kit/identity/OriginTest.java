package dev.souk.kit.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Metadata;
import org.junit.jupiter.api.Test;

class OriginTest {
  private static Origin origin(String address, String userAgent) {
    Metadata metadata = new Metadata();
    metadata.put(Headers.CLIENT_ADDRESS, address);
    metadata.put(Headers.CLIENT_USER_AGENT, userAgent);
    return Origin.of("192.0.2.1", metadata);
  }

  @Test
  void addresses_of_both_families_are_kept_as_they_are_written() {
    for (String address :
        new String[] {"203.0.113.7", "2001:db8::7", "::1", "0:0:0:0:0:0:0:1", "::ffff:10.0.0.1"}) {
      assertThat(origin(address, "").ipAddress()).isEqualTo(address);
    }
  }

  @Test
  void what_is_no_address_counts_as_not_said_and_is_never_looked_up() {
    for (String text :
        new String[] {"", "localhost", "example.com", "203.0.113.7, 10.0.0.1", "1.2.3.4.5"}) {
      assertThat(origin(text, "").ipAddress()).isEqualTo("192.0.2.1");
    }
  }

  @Test
  void what_cannot_be_printed_is_replaced() {
    assertThat(origin("::1", " a\u0001b\u00e4\ufffd ").userAgent()).isEqualTo("a?b??");
  }

  @Test
  void without_a_gateway_the_connection_tells() {
    assertThat(Origin.of("192.0.2.1", new Metadata())).isEqualTo(new Origin("192.0.2.1", ""));
  }
}
