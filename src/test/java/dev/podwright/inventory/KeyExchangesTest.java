package dev.podwright.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyExchangesTest {
    private static final String WEAK = "diffie-hellman-group14-sha1";

    private static List<String> chosen(String written) {
        return new KeyExchanges(written).chosen();
    }

    @Test
    void offersWhatIsCheapAndSafeFirstAndNothingWeak() {
        assertThat(KeyExchanges.offered())
                .startsWith("mlkem768x25519-sha256", "curve25519-sha256")
                .noneMatch(name -> name.endsWith("sha1"))
                .doesNotContainAnyElementsOf(KeyExchanges.onDemand());
    }

    @Test
    void aListIsOfferedAsItStands() {
        assertThat(chosen(" ecdh-sha2-nistp256,curve25519-sha256,ecdh-sha2-nistp256 "))
                .containsExactly("ecdh-sha2-nistp256", "curve25519-sha256");
    }

    @Test
    void aPlusAddsBehindTheUsual() {
        assertThat(chosen("+" + WEAK))
                .startsWith(KeyExchanges.offered().toArray(String[]::new))
                .endsWith(WEAK)
                .hasSize(KeyExchanges.offered().size() + 1);
        assertThat(chosen("+curve25519-sha256")).isEqualTo(KeyExchanges.offered());
    }

    @Test
    void aCaretPutsInFront() {
        assertThat(chosen("^ecdh-sha2-nistp521," + WEAK))
                .startsWith("ecdh-sha2-nistp521", WEAK, "mlkem768x25519-sha256")
                .hasSize(KeyExchanges.offered().size() + 1);
    }

    @Test
    void aMinusTakesAwayByPattern() {
        assertThat(chosen("-mlkem*,curve25519-sha256@*,diffie-*,ecdh-sha2-nistp???"))
                .containsExactly("curve25519-sha256", "curve448-sha512");
        assertThat(chosen("-*,!curve25519*")).containsExactly("curve25519-sha256", "curve25519-sha256@libssh.org");
    }

    @Test
    void whatOnlyOpenSshHasIsNotOffered() {
        assertThat(chosen("sntrup761x25519-sha512@openssh.com,curve25519-sha256"))
                .containsExactly("curve25519-sha256");
        assertThat(chosen("^sntrup761x25519-sha512")).isEqualTo(KeyExchanges.offered());
        assertThat(chosen("sntrup761x25519-sha512")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "curve25519-sha265           | \"curve25519-sha265\" is not known: did you mean \"curve25519-sha256\"?",
                "+diffie-hellman-group14-sha | \"diffie-hellman-group14-sha\" is not known: did you mean \"diffie-hellman-group14-sha1\"?",
                "-curve25519-sha265          | \"curve25519-sha265\" is not known: did you mean \"curve25519-sha256\"?",
                "-*                          | it leaves no key exchange",
            })
    void saysWhyItCannotBeMeant(String written, String mistake) {
        assertThat(new KeyExchanges(written).mistake()).contains(mistake);
    }

    @Test
    void namesAllThereAreWhereNoneIsNear() {
        assertThat(new KeyExchanges("^fastest").mistake().orElseThrow())
                .startsWith("\"fastest\" is not known: there are mlkem768x25519-sha256, curve25519-sha256, ")
                .endsWith(", diffie-hellman-group1-sha1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"+", "-", "^", "a b", "curve25519-sha256,", "curve25519-sha256, ecdh-sha2-nistp256", "curve*"})
    void refusesWhatIsNoList(String written) {
        assertThat(new KeyExchanges(written).mistake()).isPresent();
        assertThat(written).doesNotMatch(editorsPattern());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "curve25519-sha256@libssh.org",
                "+diffie-hellman-group1-sha1,diffie-hellman-group-exchange-sha1",
                "^ecdh-sha2-nistp256",
                "-ecdh-*,mlkem1024nistp384-sha384",
            })
    void takesWhatOpenSshWouldTake(String written) {
        assertThat(new KeyExchanges(written).mistake()).isEmpty();
        assertThat(written).matches(editorsPattern());
    }

    private static Pattern editorsPattern() {
        return Pattern.compile(KeyExchanges.pattern());
    }
}
