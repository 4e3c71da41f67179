<?php
/**
 * Settings of the WordPress that the tests talk to. Everything that differs between two started
 * sites comes from the environment, so one unpacked WordPress serves them all.
 */
define('DB_NAME', 'wordpress');
define('DB_USER', '');
define('DB_PASSWORD', '');
define('DB_HOST', '');
define('DB_CHARSET', 'utf8mb4');
define('DB_COLLATE', '');
define('DB_DIR', getenv('KVORUM_TEST_DATABASE'));
define('WP_HOME', getenv('KVORUM_TEST_URL'));
define('WP_SITEURL', getenv('KVORUM_TEST_URL'));
define('WPMU_PLUGIN_DIR', getenv('KVORUM_TEST_PLUGINS'));
define('WP_DEFAULT_THEME', 'plain');

// WordPress gives out application passwords over plain HTTP in a local environment only.
define('WP_ENVIRONMENT_TYPE', 'local');
define('WP_HTTP_BLOCK_EXTERNAL', true);
define('AUTOMATIC_UPDATER_DISABLED', true);
define('DISABLE_WP_CRON', true);
define('WP_DEBUG', true);
define('WP_DEBUG_DISPLAY', false);
define('WP_DEBUG_LOG', getenv('KVORUM_TEST_DATABASE') . '/debug.log');

foreach (['AUTH_KEY', 'SECURE_AUTH_KEY', 'LOGGED_IN_KEY', 'NONCE_KEY', 'AUTH_SALT', 'SECURE_AUTH_SALT', 'LOGGED_IN_SALT', 'NONCE_SALT'] as $name) {
    define($name, hash('sha256', $name . getenv('KVORUM_TEST_DATABASE')));
}

if (getenv('KVORUM_TEST_HOOK')) {
    define('KVORUM_HOOK_URL', getenv('KVORUM_TEST_HOOK'));
    define('KVORUM_HOOK_SECRET', getenv('KVORUM_TEST_SECRET'));
}

/*
 * All test visitors come from one address, which WordPress takes for a flood (one comment in
 * 15 s). The filter stays in place for a request that asks for it.
 */
$wp_filter = [
    'wp_is_comment_flood' => [
        PHP_INT_MAX => [
            [
                'accepted_args' => 1,
                'function' => static fn ($flood) => $flood && isset($_SERVER['HTTP_X_TEST_FLOOD']),
            ],
        ],
    ],
];

$table_prefix = 'wp_';
defined('ABSPATH') || define('ABSPATH', __DIR__ . '/');
require_once ABSPATH . 'wp-settings.php';
