package dev.interline.wire;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.Collections;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Reads certificates and keys from files. What it throws names the file and never a password. */
final class KeyFile {
    private static final String PEM = "-----BEGIN ";

    private KeyFile() {}

    /** Who is trusted by a file. */
    static X509TrustManager trusted(Path file, @Nullable String password) {
        byte[] bytes = read(file, "trust");
        try {
            KeyStore store = new String(bytes, StandardCharsets.ISO_8859_1).contains(PEM)
                    ? certificates(bytes)
                    : store(bytes, password);
            if (Collections.list(store.aliases()).stream().noneMatch(alias -> isTrusted(store, alias))) {
                throw new IllegalArgumentException("trust: " + file + " holds no certificate to trust");
            }
            return manager(store);
        } catch (GeneralSecurityException | IOException e) {
            throw unreadable(file, "trust: ", "certificates in PEM, or a key store and its password", e);
        }
    }

    /** The certificate, with its key, that is shown to servers. */
    static KeyManager[] own(Path file, String password) {
        byte[] bytes = read(file, "certificate");
        try {
            KeyStore store = store(bytes, password);
            boolean hasKey = false;
            for (String alias : Collections.list(store.aliases())) {
                hasKey |= store.isKeyEntry(alias);
            }
            if (!hasKey) {
                throw new IllegalArgumentException("certificate: " + file + " holds no private key");
            }
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, password.toCharArray());
            return keys.getKeyManagers();
        } catch (GeneralSecurityException | IOException e) {
            throw unreadable(file, "certificate: ", "a key store (PKCS12, JKS) and its password", e);
        }
    }

    /** Whom the Java runtime trusts. */
    static X509TrustManager ofTheRuntime() {
        try {
            return manager(null);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the Java runtime trusts nobody", e);
        }
    }

    static SSLContext context(KeyManager @Nullable [] own, X509TrustManager trusted) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(own, new TrustManager[] {trusted}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the Java runtime has no TLS", e);
        }
    }

    private static boolean isTrusted(KeyStore store, String alias) {
        try {
            return store.isCertificateEntry(alias);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a store that was read cannot be read", e);
        }
    }

    private static byte[] read(Path file, String what) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new IllegalArgumentException(what + ": " + file + " cannot be read: is the path right?", e);
        }
    }

    private static KeyStore certificates(byte[] pem) throws GeneralSecurityException, IOException {
        Collection<? extends Certificate> all =
                CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem));
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        for (Certificate each : all) {
            store.setCertificateEntry("trusted" + store.size(), each);
        }
        return store;
    }

    private static KeyStore store(byte[] bytes, @Nullable String password)
            throws GeneralSecurityException, IOException {
        // the JDK's own kinds read each other's files
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(new ByteArrayInputStream(bytes), password == null ? null : password.toCharArray());
        return store;
    }

    private static X509TrustManager manager(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        for (TrustManager each : factory.getTrustManagers()) {
            if (each instanceof X509TrustManager x509) {
                return x509;
            }
        }
        throw new GeneralSecurityException("no manager of X.509 certificates");
    }

    private static IllegalArgumentException unreadable(Path file, String what, String wanted, Exception e) {
        return new IllegalArgumentException(what + file + " cannot be understood: it must hold " + wanted, e);
    }
}
