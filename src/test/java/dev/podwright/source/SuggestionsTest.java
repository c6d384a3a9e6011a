package dev.podwright.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionsTest {
    private static final List<String> KNOWN = List.of("ports", "image", "environment", "gpus", "name", "on");

    @ParameterizedTest
    @CsvSource({"port,ports", "prots,ports", "Image,image", "enviroment,environment", "nmae,name", "no,on", "gpu,gpus"})
    void findsTheWordThatWasMeant(String written, String meant) {
        assertThat(Suggestions.nearest(written, KNOWN)).contains(meant);
    }

    @ParameterizedTest
    @CsvSource({"volume", "x", "registry"})
    void staysSilentWhereNothingIsNear(String written) {
        assertThat(Suggestions.nearest(written, KNOWN)).isEmpty();
        assertThat(Suggestions.didYouMean(written, KNOWN, "see the manual")).isEqualTo("see the manual");
    }

    @Test
    void asksForTheNearest() {
        assertThat(Suggestions.didYouMean("imagee", KNOWN, "")).isEqualTo("did you mean \"image\"?");
    }
}
