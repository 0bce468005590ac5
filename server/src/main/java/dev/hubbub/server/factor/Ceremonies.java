package dev.hubbub.server.factor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.yubico.webauthn.AssertionRequest;
import com.yubico.webauthn.AssertionResult;
import com.yubico.webauthn.FinishAssertionOptions;
import com.yubico.webauthn.FinishRegistrationOptions;
import com.yubico.webauthn.RegistrationResult;
import com.yubico.webauthn.RelyingParty;
import com.yubico.webauthn.data.AuthenticatorAssertionResponse;
import com.yubico.webauthn.data.AuthenticatorAttestationResponse;
import com.yubico.webauthn.data.AuthenticatorSelectionCriteria;
import com.yubico.webauthn.data.ByteArray;
import com.yubico.webauthn.data.ClientAssertionExtensionOutputs;
import com.yubico.webauthn.data.ClientRegistrationExtensionOutputs;
import com.yubico.webauthn.data.PublicKeyCredential;
import com.yubico.webauthn.data.PublicKeyCredentialCreationOptions;
import com.yubico.webauthn.data.PublicKeyCredentialParameters;
import com.yubico.webauthn.data.PublicKeyCredentialRequestOptions;
import com.yubico.webauthn.data.RelyingPartyIdentity;
import com.yubico.webauthn.data.ResidentKeyRequirement;
import com.yubico.webauthn.data.UserIdentity;
import com.yubico.webauthn.data.UserVerificationRequirement;
import com.yubico.webauthn.exception.AssertionFailedException;
import com.yubico.webauthn.exception.RegistrationFailedException;
import dev.hubbub.protocol.Person;
import dev.hubbub.server.db.PasskeyTable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// WebAuthn's two ceremonies, as the library holds them. Each passkey must know its user by himself
/// (discoverable) and verify him (by finger, face or PIN): then it stands for name, password and second factor
/// at once. Safe for any thread; blocks.
public final class Ceremonies {
    private static final List<PublicKeyCredentialParameters> ALGORITHMS = List.of(
            PublicKeyCredentialParameters.ES256,
            PublicKeyCredentialParameters.EdDSA,
            PublicKeyCredentialParameters.RS256);

    private final KnownKeys keys;
    private final RelyingPartyIdentity site;
    private final RelyingParty party;

    /// What an authenticator made, and its page sent.
    record Attested(
            PublicKeyCredential<AuthenticatorAttestationResponse, ClientRegistrationExtensionOutputs> response) {
        byte[] challenge() {
            return response.getResponse().getClientData().getChallenge().getBytes();
        }
    }

    record Asserted(PublicKeyCredential<AuthenticatorAssertionResponse, ClientAssertionExtensionOutputs> response) {
        byte[] challenge() {
            return response.getResponse().getClientData().getChallenge().getBytes();
        }

        byte[] credentialId() {
            return response.getId().getBytes();
        }
    }

    public Ceremonies(PasskeySite site, PasskeyTable table) {
        keys = new KnownKeys(table);
        this.site = RelyingPartyIdentity.builder().id(site.id()).name("Hubbub").build();
        party = RelyingParty.builder()
                .identity(this.site)
                .credentialRepository(keys)
                .origins(site.origins())
                .allowOriginPort(site.anyPort())
                .preferredPubkeyParams(ALGORITHMS)
                .build();
    }

    /// What a page gives to `navigator.credentials.create`.
    String creation(Person user, byte[] challenge) {
        try {
            return options(user, challenge).toCredentialsCreateJson();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("our own options are no JSON", e);
        }
    }

    /// What a page gives to `navigator.credentials.get`.
    String request(byte[] challenge) {
        try {
            return assertion(challenge).toCredentialsGetJson();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("our own options are no JSON", e);
        }
    }

    /// Empty if it is none.
    static Optional<Attested> attested(String json) {
        try {
            return Optional.of(new Attested(PublicKeyCredential.parseRegistrationResponseJson(json)));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// Empty if it is none.
    static Optional<Asserted> asserted(String json) {
        try {
            return Optional.of(new Asserted(PublicKeyCredential.parseAssertionResponseJson(json)));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// Empty if it does not answer the challenge of this site for this user as it should.
    Optional<RegistrationResult> register(Person user, Attested attested) {
        try {
            return Optional.of(party.finishRegistration(FinishRegistrationOptions.builder()
                    .request(options(user, attested.challenge()))
                    .response(attested.response())
                    .build()));
        } catch (RegistrationFailedException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// @throws AssertionFailedException if it does not answer the challenge as it should
    AssertionResult verify(Asserted asserted) throws AssertionFailedException {
        return party.finishAssertion(FinishAssertionOptions.builder()
                .request(assertion(asserted.challenge()))
                .response(asserted.response())
                .build());
    }

    private PublicKeyCredentialCreationOptions options(Person user, byte[] challenge) {
        return PublicKeyCredentialCreationOptions.builder()
                .rp(site)
                .user(UserIdentity.builder()
                        .name(user.username())
                        .displayName(user.username())
                        .id(Handle.of(user.id()))
                        .build())
                .challenge(new ByteArray(challenge))
                .pubKeyCredParams(ALGORITHMS)
                .excludeCredentials(keys.descriptors(user.id()))
                .authenticatorSelection(AuthenticatorSelectionCriteria.builder()
                        .residentKey(ResidentKeyRequirement.REQUIRED)
                        .userVerification(UserVerificationRequirement.REQUIRED)
                        .build())
                .timeout(Challenges.LIFETIME.toMillis())
                .build();
    }

    private AssertionRequest assertion(byte[] challenge) {
        return AssertionRequest.builder()
                .publicKeyCredentialRequestOptions(PublicKeyCredentialRequestOptions.builder()
                        .challenge(new ByteArray(challenge))
                        .rpId(site.getId())
                        .userVerification(UserVerificationRequirement.REQUIRED)
                        .timeout(Challenges.LIFETIME.toMillis())
                        .build())
                .build();
    }
}
