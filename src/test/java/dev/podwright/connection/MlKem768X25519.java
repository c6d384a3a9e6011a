package dev.podwright.connection;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.KEM;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.apache.sshd.common.digest.Digest;
import org.apache.sshd.common.kex.DHFactory;
import org.apache.sshd.common.kex.KeyEncapsulationMethod;
import org.apache.sshd.common.kex.MontgomeryCurve;
import org.apache.sshd.common.kex.XDH;

/// ML-KEM with X25519 for the embedded server, by what Java itself has: its own takes a further library.
final class MlKem768X25519 implements DHFactory {
    @Override
    public String getName() {
        return "mlkem768x25519-sha256";
    }

    @Override
    public boolean isSupported() {
        return true;
    }

    @Override
    public boolean isGroupExchange() {
        return false;
    }

    @Override
    public XDH create(Object... none) throws Exception {
        return new Hybrid();
    }

    private static final class Hybrid extends XDH {
        Hybrid() throws Exception {
            super(MontgomeryCurve.x25519, true);
        }

        @Override
        public KeyEncapsulationMethod getKeyEncapsulation() {
            return new ServersOnly();
        }

        @Override
        public Digest getHash() {
            return BuiltinDigests.sha256.create();
        }
    }

    private static final class ServersOnly implements KeyEncapsulationMethod {
        @Override
        public Client getClient() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Server getServer() {
            return new Encapsulation();
        }
    }

    private static final class Encapsulation implements KeyEncapsulationMethod.Server {
        private static final int KEY_LENGTH = 1184;
        /// What stands before the key itself in its X.509 form.
        private static final byte[] X509 = HexFormat.of().parseHex("308204b2300b0609608648016503040402038204a100");

        private byte[] secret = {};
        private byte[] sealed = {};

        @Override
        public int getPublicKeyLength() {
            return KEY_LENGTH;
        }

        /// @return what follows on the key
        @Override
        public byte[] init(byte[] clients) {
            byte[] encoded = Arrays.copyOf(X509, X509.length + KEY_LENGTH);
            System.arraycopy(clients, 0, encoded, X509.length, KEY_LENGTH);
            try {
                PublicKey key = KeyFactory.getInstance("ML-KEM").generatePublic(new X509EncodedKeySpec(encoded));
                KEM.Encapsulated made =
                        KEM.getInstance("ML-KEM").newEncapsulator(key).encapsulate();
                secret = made.key().getEncoded();
                sealed = made.encapsulation();
            } catch (GeneralSecurityException e) {
                throw new IllegalArgumentException(e);
            }
            return Arrays.copyOfRange(clients, KEY_LENGTH, clients.length);
        }

        @Override
        public byte[] getSecret() {
            return secret;
        }

        @Override
        public byte[] getEncapsulation() {
            return sealed;
        }
    }
}
