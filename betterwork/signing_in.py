"""How signing in works: the settings of allauth, which are the same everywhere."""

SETTINGS = {
    "ACCOUNT_ADAPTER": "members.accounts.adapter.AccountAdapter",
    "ACCOUNT_USER_MODEL_USERNAME_FIELD": None,
    "ACCOUNT_LOGIN_METHODS": {"email"},
    # Nobody signs up; but without password1 the page for signing in with a password has no box.
    "ACCOUNT_SIGNUP_FIELDS": ["email*", "password1*"],
    "ACCOUNT_SESSION_REMEMBER": True,
    # Of a new address; Member.email counts as confirmed (see members/accounts/addresses.py).
    "ACCOUNT_EMAIL_VERIFICATION": "mandatory",
    "ACCOUNT_EMAIL_NOTIFICATIONS": True,
    "ACCOUNT_CHANGE_EMAIL": True,
    "ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED": True,
    "ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT": 15 * 60,
    "ACCOUNT_LOGIN_BY_CODE_ENABLED": True,
    "ACCOUNT_LOGIN_BY_CODE_TIMEOUT": 15 * 60,
    "ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS": 3,
    "ACCOUNT_REAUTHENTICATION_REQUIRED": True,
    "ACCOUNT_REAUTHENTICATION_TIMEOUT": 10 * 60,
    "PASSWORD_RESET_TIMEOUT": 60 * 60,
    "ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR": (
        "django.contrib.auth.tokens.PasswordResetTokenGenerator"
    ),
    "ALLAUTH_USER_CODE_FORMAT": {"numeric": True, "length": 6},
    "ACCOUNT_FORMS": {
        "login": "members.accounts.forms.SignIn",
        "request_login_code": "members.accounts.forms.RequestCode",
        "confirm_login_code": "members.accounts.forms.ConfirmCode",
        "reauthenticate": "members.accounts.forms.AskAgain",
        "add_email": "members.accounts.forms.NewEmail",
        "confirm_email_verification_code": "members.accounts.forms.ConfirmNewEmail",
        "change_password": "members.accounts.forms.ChangePassword",
        "set_password": "members.accounts.forms.SetPassword",
        "reset_password": "members.accounts.forms.ForgottenPassword",
        "reset_password_from_key": "members.accounts.forms.NewPassword",
    },
    # Three codes in a quarter of an hour, each with three tries, are no more than ten tries; nor
    # are ten wrong passwords. "ip" is a network address, "key" an account (known_browser.py).
    "ACCOUNT_RATE_LIMITS": {
        "login_failed": "10/15m/ip,10/15m/key",
        "request_login_code": "60/15m/ip,3/15m/key",
        "reset_password": "20/15m/ip,3/15m/key",
        "confirm_email": "3/15m/key",
        "manage_email": "10/15m/user",
        "change_password": "10/15m/user",
        "reauthenticate": "10/15m/user",
    },
    "MFA_ADAPTER": "members.accounts.second_factor.SecondFactorAdapter",
    "MFA_SUPPORTED_TYPES": ["totp", "recovery_codes"],
    "MFA_TOTP_ISSUER": "Better Work Map",
    "MFA_TOTP_TOLERANCE": 1,
    "MFA_RECOVERY_CODES_SHOW_ONCE": True,
    "MFA_FORMS": {
        "authenticate": "members.accounts.forms.SecondStep",
        "reauthenticate": "members.accounts.forms.SecondStepAgain",
        "activate_totp": "members.accounts.forms.SetUpSecondStep",
    },
}
