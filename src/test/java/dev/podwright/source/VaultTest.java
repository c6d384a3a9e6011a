package dev.podwright.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class VaultTest {
    private static final VaultPassword PLAIN = new VaultPassword(VaultPassword.DEFAULT_ID, new Secret("pässword"));
    private static final VaultPassword PROD = new VaultPassword("prod", new Secret("other"));

    @Test
    void decryptsWhatItEncrypted() throws VaultException {
        String encrypted = Vault.of(List.of(PLAIN)).encrypt("geheim: ä\n", "default");
        assertThat(encrypted)
                .startsWith("$ANSIBLE_VAULT;1.1;AES256\n")
                .endsWith("\n")
                .doesNotContain("geheim");
        assertThat(encrypted.lines()).allMatch(line -> line.length() <= 80);
        assertThat(Vault.of(List.of(PROD, PLAIN)).decrypt(encrypted)).isEqualTo(new Secret("geheim: ä\n"));
    }

    @Test
    void anIdMakesItFormat12() throws VaultException {
        String encrypted = Vault.of(List.of(PLAIN, PROD)).encrypt("", "prod");
        assertThat(encrypted).startsWith("$ANSIBLE_VAULT;1.2;AES256;prod\n");
        assertThat(Vault.of(List.of(PLAIN, PROD)).decrypt("\n" + encrypted.indent(8)))
                .isEqualTo(new Secret(""));
    }

    @Test
    void saysWhichPasswordIsMissingAndNeverWhatItTried() throws VaultException {
        String encrypted = Vault.of(List.of(PROD)).encrypt("x", "prod");
        assertThatThrownBy(() -> Vault.LOCKED.decrypt(encrypted))
                .hasMessage("no vault password was given (it was encrypted with the id prod)");
        assertThatThrownBy(() -> Vault.of(List.of(PLAIN)).decrypt(encrypted))
                .hasMessage("no vault password fits (it was encrypted with the id prod); tried: default");
        assertThat(Vault.LOCKED.hint()).contains("--ask-vault-pass");
    }

    @Test
    void refusesWhatIsDamaged() throws VaultException {
        String encrypted = Vault.of(List.of(PLAIN)).encrypt("x", "default");
        Vault vault = Vault.of(List.of(PLAIN));
        assertThatThrownBy(() -> vault.decrypt(encrypted.replaceFirst("\n.", "\nx")))
                .hasMessageContaining("damaged");
        assertThatThrownBy(() -> vault.decrypt("$ANSIBLE_VAULT;1.0;AES\n00\n")).hasMessageContaining("1.1 or 1.2");
        assertThatThrownBy(() -> vault.decrypt("$ANSIBLE_VAULT;1.1;ROT13\n00\n"))
                .hasMessageContaining("ROT13");
        assertThatThrownBy(() -> vault.decrypt(encrypted.substring(0, encrypted.length() - 3)))
                .isInstanceOf(VaultException.class);
        assertThatThrownBy(() -> vault.encrypt("x", "none")).hasMessageContaining("none");
    }

    /// Made by `ansible-vault encrypt` of Ansible 2.14 with the password `test`.
    @Test
    void readsWhatAnsibleWrote() throws VaultException {
        Vault vault = Vault.of(List.of(new VaultPassword(VaultPassword.DEFAULT_ID, new Secret("test"))));
        assertThat(vault.decrypt(ANSIBLES)).isEqualTo(new Secret("hello: wörld\n"));
    }

    private static final String ANSIBLES = """
            $ANSIBLE_VAULT;1.1;AES256
            35376163356566643431633838343265613337626139623766303631346365346333383737656463
            3666626537613261626539366535623264393634383765340a663635616261373963366366626463
            30386161353239373339353438313633623739363636623838653630316135663831633730656136
            3036363935303132370a653139303038313161366166366163353934336330343235313265613662
            6138
            """;
}
