package dev.hubbub.server.factor;

import com.yubico.webauthn.CredentialRepository;
import com.yubico.webauthn.RegisteredCredential;
import com.yubico.webauthn.data.ByteArray;
import com.yubico.webauthn.data.PublicKeyCredentialDescriptor;
import dev.hubbub.protocol.UserId;
import dev.hubbub.server.db.Passkey;
import dev.hubbub.server.db.PasskeyTable;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The registered passkeys as the library asks for them. What it calls a username is a user's id here. Blocks.
record KnownKeys(PasskeyTable table) implements CredentialRepository {

    @Override
    public Set<PublicKeyCredentialDescriptor> getCredentialIdsForUsername(String username) {
        return UserId.parse(username).map(this::descriptors).orElse(Set.of());
    }

    Set<PublicKeyCredentialDescriptor> descriptors(UserId user) {
        return table.of(user).stream()
                .map(key -> PublicKeyCredentialDescriptor.builder()
                        .id(new ByteArray(key.credentialId()))
                        .build())
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Optional<ByteArray> getUserHandleForUsername(String username) {
        return UserId.parse(username).map(Handle::of);
    }

    @Override
    public Optional<String> getUsernameForUserHandle(ByteArray userHandle) {
        return Handle.read(userHandle).map(UserId::toString);
    }

    @Override
    public Optional<RegisteredCredential> lookup(ByteArray credentialId, ByteArray userHandle) {
        return table.find(credentialId.getBytes())
                .filter(key -> Handle.of(key.user()).equals(userHandle))
                .map(KnownKeys::credential);
    }

    @Override
    public Set<RegisteredCredential> lookupAll(ByteArray credentialId) {
        return table.find(credentialId.getBytes())
                .map(KnownKeys::credential)
                .map(Set::of)
                .orElse(Set.of());
    }

    private static RegisteredCredential credential(Passkey key) {
        return RegisteredCredential.builder()
                .credentialId(new ByteArray(key.credentialId()))
                .userHandle(Handle.of(key.user()))
                .publicKeyCose(new ByteArray(key.publicKey()))
                .signatureCount(key.signCount())
                .build();
    }
}
