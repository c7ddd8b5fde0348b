package dev.souk.kit.paging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.souk.kit.error.ApiException;
import java.util.List;
import org.junit.jupiter.api.Test;

class PageTokensTest {
  @Test
  void a_token_leads_back_to_its_cursor() {
    String token = PageTokens.encode("list|state=PAID", "2026-01-01|ord_1");
    assertThat(PageTokens.decode("list|state=PAID", token)).contains("2026-01-01|ord_1");
  }

  @Test
  void the_empty_token_asks_for_the_first_page() {
    assertThat(PageTokens.decode("list", "")).isEmpty();
  }

  @Test
  void a_token_of_another_query_is_refused() {
    String token = PageTokens.encode("list|state=PAID", "ord_1");
    for (String other : List.of(token, "x", "%%%", "AAAAAAAAAAAAAAAA")) {
      assertThatThrownBy(() -> PageTokens.decode("list|state=FAILED", other))
          .isInstanceOfSatisfying(
              ApiException.class, e -> assertThat(e.reason()).isEqualTo("PAGE_TOKEN_INVALID"));
    }
  }

  @Test
  void page_sizes_are_coerced() {
    assertThat(PageSize.of(0)).isEqualTo(20);
    assertThat(PageSize.of(7)).isEqualTo(7);
    assertThat(PageSize.of(1_000_000)).isEqualTo(100);
  }
}
